'use strict';
// jest loads a reporter with a plain require, and this one is TypeScript.
module.exports = require('../../../run.cjs')(require.resolve('./lab-reporter.ts')).LabReporter;
