'use strict';
// Where jest runs what a learner writes. The code may end the process, print without end or never come
// back: here it is told so, with its place, and the test fails whatever the code makes of that. What makes
// a test fail leaves it as a value, the field `finding` of its error, and `state` is how the test ended.
const TidyEnvironment = require('../jest/tidy-environment.cjs');
const { lateFinding, LOADED, trapFinding } = require('./findings.cjs');
const { killsIn, note, readJournal, sinceRun, stateOf } = require('./journal.cjs');
const { dropLeftovers, outliveLeftovers } = require('./leftovers.cjs');
const { bestOf, labOf, placesIn } = require('./places.cjs');
const { testLimit } = require('./patience.cjs');
const { guardExits } = require('./exits.cjs');
const { guardPrints } = require('./prints.cjs');
const { findingIn } = require('./raw-error.cjs');
const { joinRealms } = require('./realms.cjs');
const watchdog = require('./watchdog.cjs');

class GuardedEnvironment extends TidyEnvironment {
  #file;
  /** What runs now: `file`, and `test` if it is not the file itself that loads. */
  #now;
  /** What was found, and no test has said yet: entries of the journal. */
  #found = [];
  /** Says how much of what was printed is not shown. */
  #endPrints;
  /** Undoes what its realm has to do with ours. */
  #partRealms;
  /** What ended the process that ran this file before. */
  #kills = [];
  /** How long what runs may take, in milliseconds; `isOver` when it has taken that. */
  #limit;
  /** The errors that were made here: they are values already. */
  #made = new WeakSet();

  constructor(config, context) {
    super(config, context);
    this.#file = context.testPath;
  }

  async setup() {
    await super.setup();
    outliveLeftovers();
    this.#partRealms = joinRealms(this.global);
    const kills = killsIn(sinceRun(readJournal()));
    this.#kills = kills.filter(({ file }) => file === this.#file);
    const atLoad = this.#kills.find(({ test }) => test === undefined);
    if (atLoad) throw this.#error(atLoad.finding, stateOf(atLoad));
    this.#begin({ file: this.#file });
    guardExits(this.global.process, {
      called: (call) => this.#trapped('exit', `ended the process with ${call}`),
    });
    this.#endPrints = guardPrints(this.global, { flooded: (what) => this.#trapped('flood', what) });
  }

  async teardown() {
    this.#now = undefined;
    watchdog.watch(undefined);
    note({ kind: 'end', file: this.#file });
    this.#partRealms?.();
    await super.teardown();
  }

  /** The file of tests did not load. */
  notLoaded(thrown) {
    this.#broken(findingIn(thrown, { expected: LOADED, file: this.#file }));
  }

  handleTestEvent({ name, test, hook, describeBlock }, state) {
    // Who listens to errors now is jest-circus, for this file.
    if (name === 'setup') dropLeftovers(this.global);
    if (name === 'run_start') state.testTimeout = testLimit(state.testTimeout);
    if (name === 'test_started') this.#started(test);
    if (name === 'test_fn_start' || name === 'hook_start') {
      this.#setLimit((hook ?? test).timeout || state.testTimeout);
    }
    // At once: of what Node's assert throws, jest makes a text in the end.
    if (test) this.#toFindings(test);
    if (name === 'hook_failure' && !test) this.#allToFindings(describeBlock, state);
    if (/^(test_fn|hook)_(success|failure)$/.test(name)) this.#setLimit(undefined);
    if (name === 'test_done') this.#done(test);
    if (name === 'run_finish') this.#finished(state);
    // Rejections outside any test come last.
    if (name === 'teardown' && state.unhandledErrors.length > 0) {
      this.#broken(this.#toError(state.unhandledErrors[0]).finding);
    }
  }

  #started(test) {
    if (test.timeout !== undefined) test.timeout = testLimit(test.timeout);
    this.#begin({ file: this.#file, test: fullName(test) });
    const kill = this.#kills.find((entry) => entry.test === this.#now.test);
    // A test that has an error already is not run again.
    if (kill) test.errors.push(this.#error(kill.finding, stateOf(kill)));
  }

  #done(test) {
    // They are the cause of the others, if the code caught them.
    const told = test.errors.map(({ finding }) => finding);
    const untold = this.#found.filter(({ finding }) => !told.includes(finding));
    test.errors.unshift(...untold.map((entry) => this.#error(entry.finding, stateOf(entry))));
    this.#found = [];
    note({ kind: 'end', ...this.#now });
    this.#begin({ file: this.#file });
  }

  /** What was found outside any test makes the file fail. */
  #finished(state) {
    this.#now = undefined;
    this.#endPrints();
    this.#allToFindings(state.rootDescribeBlock, state);
    const untold = this.#found.map((entry) => this.#error(entry.finding, stateOf(entry)));
    state.unhandledErrors.unshift(...untold);
    this.#found = [];
  }

  #begin(now) {
    this.#now = now;
    note({ kind: 'begin', ...now });
    watchdog.watch({ ...now, lab: labOf(this.#file) });
  }

  /** jest tells of its limit of time in a string: its timer is set next, and runs out after this one. */
  #setLimit(ms) {
    clearTimeout(this.#limit?.timer);
    const limit = { ms, isOver: false };
    if (ms !== undefined) limit.timer = setTimeout(() => (limit.isOver = true), ms).unref();
    this.#limit = limit;
  }

  /** The code did what it must not: the test that runs fails, and the code goes no further. */
  #trapped(kind, what) {
    // The tests are over; a timer is left, or a connection that closes.
    if (!this.#now) return undefined;
    const place = bestOf(placesIn(new Error(what).stack, labOf(this.#file)));
    const finding = trapFinding({ kind, ...this.#now, place, what });
    const told = this.#found.find((entry) => entry.finding.happened[0] === finding.happened[0]);
    const entry = told ?? { kind, ...this.#now, finding };
    if (!told) {
      this.#found.push(entry);
      note(entry);
    }
    throw this.#error(entry.finding, stateOf(entry));
  }

  #broken(finding) {
    note({ kind: 'broken', file: this.#file, finding });
  }

  /** What made `test` fail so far, as values. */
  #toFindings(test) {
    test.errors = test.errors.map((thrown) => this.#toError(thrown, test));
  }

  #allToFindings(group, state) {
    for (const test of testsIn(group)) this.#toFindings(test);
    state.unhandledErrors = state.unhandledErrors.map((thrown) => this.#toError(thrown));
  }

  /** @param thrown what was thrown, or a pair of that and where jest was told of what threw it */
  #toError(thrown, test) {
    const [error, caller] = [thrown].flat();
    if (this.#made.has(error)) return error;
    const file = this.#file;
    if (typeof error === 'string' && this.#limit?.isOver) {
      const place = bestOf(placesIn(String(caller?.stack), labOf(file)));
      const last = this.global[Symbol.for('workbook.lastHappened')]?.();
      const { ms } = this.#limit;
      return this.#error(
        lateFinding({ file, test: test && fullName(test), place, ms, last }),
        'time',
      );
    }
    const expected = test?.name ?? LOADED;
    return this.#error(findingIn(error, { expected, file, caller }), 'failed');
  }

  /** Of the realm that the learner's code runs in, where it is an Error; a stack would say nothing more. */
  #error(finding, state) {
    const error = new this.global.Error(finding.happened.join('\n'));
    error.stack = `Error: ${error.message}`;
    this.#made.add(error);
    return Object.assign(error, { finding, state });
  }
}

/** As jest's results call it: the groups that it stands in, outermost first, and its name. */
function fullName({ name, parent }) {
  const names = [name];
  for (let group = parent; group?.parent; group = group.parent) names.unshift(group.name);
  return names.join(' ');
}

function testsIn({ children }) {
  return children.flatMap((child) => (child.type === 'test' ? [child] : testsIn(child)));
}

module.exports = GuardedEnvironment;
