'use strict';
// What the compiler has read stays for all files of tests of a process: jest forgets after each.
module.exports = require('../by-node.cjs')('@workbook/testkit/compiler');
