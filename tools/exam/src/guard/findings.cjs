'use strict';
// What a learner reads when it was not a test that found something: the labels are the testkit's.
const path = require('node:path');
const { labOf } = require('./places.cjs');

/** The name that a learner knows a file of tests by: `step 2`, or `test/other.test.ts`. */
function stepOf(testFile) {
  const name = path.basename(testFile);
  const [, number] = /^step-(\d+)/.exec(name) ?? [];
  return number ? `step ${number}` : `test/${name}`;
}

/** Four labels; the lines after the first of each are indented as far as it is. */
function finding({ expected, happened, look, read }) {
  const line = (label, text) => label.padEnd(10) + text.replace(/\n(?=.)/g, `\n${' '.repeat(10)}`);
  return [
    line('expected', expected),
    line('happened', happened),
    line('look at', look),
    line('read', read),
  ].join('\n');
}

/** What `entry` of the journal, of the kinds `exit`, `flood`, `stuck` and `memory`, says. */
function findingOf({ kind, file, test, place, what }) {
  const wanted = test === undefined ? 'the tests to load and to run' : `"${test}" to run`;
  return finding({
    expected: kind === 'flood' ? `${wanted} and to print a little` : `${wanted} to the end`,
    happened: `${place ?? `the code in ${path.basename(labOf(file))}`} ${what}`,
    look: place ?? `the code that test/${path.basename(file)} calls`,
    read: `README.md, ${stepOf(file)}`,
  });
}

module.exports = { finding, findingOf, stepOf };
