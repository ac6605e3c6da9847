'use strict';
// The Kubernetes client library is an ES module. Node can require one, jest only from Node 24.9 on.
module.exports = require('./by-node.cjs')('@kubernetes/client-node');
