'use strict';
const load = require('./load.cjs');

const { LabReporter } = load('./lab-reporter.ts');

/** `reader` is the file of the module that tells of the results. */
module.exports = class extends LabReporter {
  constructor(config, { reader }) {
    super(config, load(reader));
  }
};
