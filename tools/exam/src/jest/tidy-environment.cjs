'use strict';
// jest's environment for Node, which leaves nothing in the process that makes the files after it slower.
const { TestEnvironment } = require('jest-environment-node');
const { noteStorages } = require('./storages.cjs');

module.exports = class TidyEnvironment extends TestEnvironment {
  #forgetStorages;

  async setup() {
    await super.setup();
    this.#forgetStorages = noteStorages();
  }

  async teardown() {
    this.#forgetStorages?.();
    await super.teardown();
  }
};
