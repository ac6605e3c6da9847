'use strict';
// jest loads a reporter with a plain require, and ours are TypeScript.
const path = require('node:path');
const run = require('../../../run.cjs');

module.exports = (file) => run(path.resolve(__dirname, file));
