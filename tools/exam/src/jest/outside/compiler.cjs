'use strict';
// jest takes two seconds to load TypeScript, in each file of tests, and forgets what that has read.
module.exports = require('../by-node.cjs')('@workbook/testkit/compiler');
