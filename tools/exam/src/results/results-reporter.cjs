'use strict';
const load = require('./load.cjs');

const { ResultsReporter } = load('./results-reporter.ts');

/** `results` is the file in which they are left. */
module.exports = class extends ResultsReporter {
  constructor(_config, { results }) {
    super(results);
  }
};
