'use strict';
// Commands are TypeScript and run from source: jiti compiles each file once and caches the result,
// which starts faster than ts-node (0.1 s against 0.2 s) and cannot be out of date like a build.
require('./node-version.cjs');
const path = require('node:path');
const { createJiti } = require('jiti');

/** Runs the TypeScript program `file`. */
module.exports = function run(file) {
  const cache = path.join(__dirname, '..', 'node_modules', '.cache', 'jiti');
  // With interopDefault every use of an import goes through a proxy: a fifth of the broker's speed.
  createJiti(__filename, { fsCache: cache, interopDefault: false })(file);
};
