'use strict';
// jest-circus, for files of tests that do not load: nobody else sees that error as it was thrown. Of its
// own fields a worker of jest passes none on.
const { default: run } = require('jest-circus/runner');

module.exports = async function runner(globalConfig, config, environment, ...rest) {
  try {
    return await run(globalConfig, config, environment, ...rest);
  } catch (error) {
    environment.notLoaded(error);
    throw error;
  }
};
