'use strict';
// The Kubernetes client library is an ES module. Node can require one, jest only from Node 24.9 on: out
// here, where no test runs, Node does it, once for all tests of a process, and when one asks for it.
const vm = require('node:vm');
const { createRequire } = vm.runInThisContext('process').getBuiltinModule('node:module');

module.exports = createRequire(__filename)('@kubernetes/client-node');
