'use strict';
// jest loads a reporter with a plain require, and this one is TypeScript.
const path = require('node:path');
const { createJiti } = require('jiti');

const cache = path.join(__dirname, '..', '..', '..', '..', 'node_modules', '.cache', 'jiti');
const jiti = createJiti(__filename, { fsCache: cache, interopDefault: true });

module.exports = jiti('./lab-reporter.ts').LabReporter;
