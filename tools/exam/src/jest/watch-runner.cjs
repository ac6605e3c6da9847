'use strict';
// jest runs what is saved while somebody watches in a process of its own, and starts that when the file is saved.
// Here the next process is started when the last one is done, and has loaded what that one had loaded.
const { default: TestRunner } = require('jest-runner');
const { Standby } = require('./standby.cjs');

/** jest makes a runner for each run; the process that stands by is for the next. */
let standby;

module.exports = class WatchRunner extends TestRunner {
  #listeners = new Map();

  on(name, listener) {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener]);
    return super.on(name, listener);
  }

  async runTests(tests, watcher, options) {
    const { watch, watchAll, maxWorkers } = this._globalConfig;
    if (options.serial || !(watch || watchAll) || maxWorkers !== 1)
      return super.runTests(tests, watcher, options);
    const own = await Standby.living(standby);
    const interrupted = new Promise((resolve) =>
      watcher.on('change', (state) => {
        if (state.interrupted) resolve(false);
      }),
    );
    const isOver = await Promise.race([this.#runAll(own, tests, watcher), interrupted]);
    // The verdict does not wait for the end of a process.
    standby = own.next(isOver);
    return undefined;
  }

  async #runAll(own, tests, watcher) {
    for (const test of tests) {
      if (watcher.isInterrupted()) return false;
      await this.#emit('test-file-start', [test]);
      try {
        const onMessage = ([event, payload]) => this.#emit(event, payload);
        const result = await own.run(test, this._globalConfig, this._context, onMessage);
        await this.#emit('test-file-success', [test, result]);
      } catch (error) {
        await this.#emit('test-file-failure', [test, error]);
      }
    }
    return true;
  }

  #emit(name, data) {
    return Promise.all((this.#listeners.get(name) ?? []).map((listener) => listener(data)));
  }
};
