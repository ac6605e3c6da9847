'use strict';
// jest takes a second to load it, in each file of tests.
module.exports = require('../by-node.cjs')('mongodb-memory-server');
