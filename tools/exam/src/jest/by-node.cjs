'use strict';
// Libraries that Node is to require, and not jest: out here, where no test runs, Node does it once for all
// tests of a process, and when one asks for it. The price is another realm: guard/realms.cjs.
const vm = require('node:vm');
const { createRequire } = vm.runInThisContext('process').getBuiltinModule('node:module');

/** What Node's `require` gives for the package `name`. */
module.exports = createRequire(__filename);
