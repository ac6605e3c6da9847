'use strict';
// What is found when it is not a test that says it. Values, as those of the testkit: screens have the words
// for the labels.
const path = require('node:path');
const { labOf } = require('./places.cjs');

/** What is expected of a file of tests as a whole. */
const LOADED = 'the tests to load and to run to the end';

/** The name that a learner knows a file of tests by: `step 2`, or `test/other.test.ts`. */
function stepOf(testFile) {
  const name = path.basename(testFile);
  const [, number] = /^step-(\d+)/.exec(name) ?? [];
  return number ? `step ${number}` : `test/${name}`;
}

/** Where to look and what to read: at `place`, or where the tests of `file` lead if that is not known. */
function adviceAt(place, file) {
  return {
    look: place ?? `the code that test/${path.basename(file)} calls`,
    read: `README.md, ${stepOf(file)}`,
  };
}

/** The code did what it must not: `kind` is `exit`, `flood`, `stuck` or `memory`, and `what` stands after its place. */
function trapFinding({ kind, file, test, place, what }) {
  const wanted = test === undefined ? 'the tests to load and to run' : `"${test}" to run`;
  return {
    expected: kind === 'flood' ? `${wanted} and to print a little` : `${wanted} to the end`,
    happened: [`${place ?? `the code in ${path.basename(labOf(file))}`} ${what}`],
    ...adviceAt(place, file),
  };
}

/** A test, or a hook of one, waits for more than its `ms`; `last` is what happened last at the broker. */
function lateFinding({ file, test, place, ms, last }) {
  return {
    expected: `${test === undefined ? 'the tests' : `"${test}"`} to run to the end`,
    happened: [
      `${place ?? 'the test'} still waits after ${ms / 1000} s`,
      ...(last ? [`the last that happened at the broker: ${last}`] : []),
    ],
    look: `what it waits for, from ${place ?? `test/${path.basename(file)}`} on`,
    read: adviceAt(place, file).read,
  };
}

module.exports = { LOADED, adviceAt, lateFinding, stepOf, trapFinding };
