'use strict';
// Where jest runs what a learner writes. The code may end the process, print without end or never come
// back: here it is told so, with its place, and the test fails whatever the code makes of that.
const path = require('node:path');
const { TestEnvironment } = require('jest-environment-node');
const { finding, findingOf, stepOf } = require('./findings.cjs');
const { killsIn, note, readJournal, sinceRun } = require('./journal.cjs');
const { bestOf, labOf, placesIn } = require('./places.cjs');
const { testLimit } = require('./patience.cjs');
const { guardExits } = require('./exits.cjs');
const { guardPrints } = require('./prints.cjs');
const watchdog = require('./watchdog.cjs');

const TIME_LIMIT = /^Exceeded timeout of (\d+) ms for a (\w+)/;

class GuardedEnvironment extends TestEnvironment {
  #file;
  /** What runs now: `file`, and `test` if it is not the file itself that loads. */
  #now;
  /** What was found, and no test has said yet. */
  #findings = [];
  /** Says how much of what was printed is not shown. */
  #endPrints;
  /** What ended the process that ran this file before. */
  #kills = [];

  constructor(config, context) {
    super(config, context);
    this.#file = context.testPath;
  }

  async setup() {
    await super.setup();
    const kills = killsIn(sinceRun(readJournal()));
    this.#kills = kills.filter(({ file }) => file === this.#file);
    const atLoad = this.#kills.find(({ test }) => test === undefined);
    if (atLoad) throw this.#error(findingOf(atLoad));
    this.#begin({ file: this.#file });
    guardExits(this.global.process, {
      called: (call) => this.#found('exit', `ended the process with ${call}`),
    });
    this.#endPrints = guardPrints(this.global, { flooded: (what) => this.#found('flood', what) });
  }

  async teardown() {
    this.#now = undefined;
    watchdog.watch(undefined);
    note({ kind: 'end', file: this.#file });
    await super.teardown();
  }

  handleTestEvent({ name, test }, state) {
    if (name === 'run_start') state.testTimeout = testLimit(state.testTimeout);
    if (name === 'test_started') this.#started(test);
    if (name === 'test_done') this.#done(test);
    if (name === 'run_finish') this.#finished(state);
  }

  #started(test) {
    if (test.timeout !== undefined) test.timeout = testLimit(test.timeout);
    this.#begin({ file: this.#file, test: fullName(test) });
    const kill = this.#kills.find((entry) => entry.test === this.#now.test);
    // A test that has an error already is not run again.
    if (kill) test.errors.push(this.#error(findingOf(kill)));
  }

  #done(test) {
    test.errors = test.errors.map((error) => this.#inWords(error, test));
    // They are the cause of the others, if the code caught them.
    const texts = test.errors.map((error) => String([error].flat()[0]?.message));
    const untold = this.#findings.filter((text) => !texts.includes(text));
    test.errors.unshift(...untold.map((text) => this.#error(text)));
    this.#findings = [];
    note({ kind: 'end', ...this.#now });
    this.#begin({ file: this.#file });
  }

  /** What was found outside any test makes the file fail. */
  #finished(state) {
    this.#now = undefined;
    this.#endPrints();
    state.unhandledErrors = [
      ...this.#findings.map((text) => this.#error(text)),
      ...state.unhandledErrors.map((error) => this.#inWords(error)),
    ];
    this.#findings = [];
  }

  #begin(now) {
    this.#now = now;
    note({ kind: 'begin', ...now });
    watchdog.watch({ ...now, lab: labOf(this.#file) });
  }

  /** The code did what it must not: the test that runs fails, and the code goes no further. */
  #found(kind, what) {
    // The tests are over; a timer is left, or a connection that closes.
    if (!this.#now) return undefined;
    const place = bestOf(placesIn(new Error(what).stack, labOf(this.#file)));
    const entry = { kind, ...this.#now, ...(place && { place }), what };
    const text = findingOf(entry);
    if (!this.#findings.includes(text)) {
      this.#findings.push(text);
      note(entry);
    }
    throw this.#error(text);
  }

  /** jest tells a time limit as a text that speaks of jest. */
  #inWords(error, test) {
    const [thrown, asyncError] = [error].flat();
    const [, ms] = TIME_LIMIT.exec(thrown) ?? [];
    if (ms === undefined) return error;
    const place = bestOf(placesIn(String(asyncError?.stack), labOf(this.#file)));
    const last = this.global[Symbol.for('workbook.lastHappened')]?.();
    return this.#error(
      finding({
        expected: `${test ? `"${fullName(test)}"` : 'the tests'} to run to the end`,
        happened: [
          `${place ?? 'the test'} still waits after ${Number(ms) / 1000} s`,
          ...(last ? [`the last that happened at the broker: ${last}`] : []),
        ].join('\n'),
        look: `what it waits for, from ${place ?? `test/${path.basename(this.#file)}`} on`,
        read: `README.md, ${stepOf(this.#file)}`,
      }),
    );
  }

  /** Of the realm that the learner's code runs in, where it is an Error; a stack would say nothing more. */
  #error(text) {
    const error = new this.global.Error(text);
    error.stack = `Error: ${text}`;
    return error;
  }
}

/** As jest's results call it: the groups that it stands in, outermost first, and its name. */
function fullName({ name, parent }) {
  const names = [name];
  for (let group = parent; group?.parent; group = group.parent) names.unshift(group.name);
  return names.join(' ');
}

module.exports = GuardedEnvironment;
