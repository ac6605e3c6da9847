'use strict';
// A process for one run of tests, started before the run.
const { Worker } = require('jest-worker');
const { isAlive } = require('../guard/processes.cjs');

class Standby {
  #worker = new Worker(require.resolve('./standby-worker.cjs'), {
    exposedMethods: ['prepare', 'run', 'loaded'],
    forkOptions: { serialization: 'json', stdio: 'pipe' },
    maxRetries: 3,
    numWorkers: 1,
  });
  #files;
  #pid;

  /** @param files what it is to load */
  constructor(files = []) {
    this.#files = files;
    this.#worker.getStdout().pipe(process.stdout);
    this.#worker.getStderr().pipe(process.stderr);
    // Where that fails, the run says so.
    this.#pid = this.#worker.prepare(files).catch(() => undefined);
  }

  /** @returns `standby`, or another if there is none or somebody has ended it */
  static async living(standby) {
    const pid = await standby?.then((own) => own.#pid);
    return pid !== undefined && isAlive(pid) ? standby : new Standby();
  }

  /** Runs a file of tests. @param onMessage is given what jest's environment tells meanwhile */
  run({ path, context }, globalConfig, { changedFiles, ...more }, onMessage) {
    const { config, moduleMap } = context;
    const resolvers = [{ config, serializableModuleMap: moduleMap.toJSON() }];
    const called = this.#worker.run(resolvers, { config, context: more, globalConfig, path });
    called.UNSTABLE_onCustomMessage?.(onMessage);
    return called;
  }

  /** Ends this one, and resolves to the one for the next run. @param isOver false if it still runs something */
  async next(isOver) {
    const loaded = isOver ? await this.#worker.loaded().catch(() => this.#files) : this.#files;
    await this.#worker.end();
    return new Standby(loaded);
  }
}

module.exports = { Standby };
