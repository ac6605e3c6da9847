'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { stepOf } = require('./findings.cjs');
const { killsIn, sinceRun, stateOf } = require('./journal.cjs');

/** The code to end with: jest's, or what its reporter said if jest did not find its way out then. */
function exitCode({ code, entries }) {
  const over = entries.findLast(({ kind }) => kind === 'over');
  return code ?? (over && !over.failed ? 0 : 1);
}

/**
 * What is known of a run that jest began and that ended without a verdict; undefined if it was told, or
 * if jest was asked for something else than a run.
 */
function unfinished({ code, signal, entries }) {
  const run = sinceRun(entries);
  if (code === 1 && !run.some(({ kind }) => kind === 'begin')) return withoutTests();
  if (run.some(({ kind }) => kind === 'verdict') || run.length === entries.length) return undefined;
  const [kill] = killsIn(run);
  if (kill) return { state: stateOf(kill), ...where(kill), finding: kill.finding };
  const last = run.findLast(({ kind }) => kind === 'begin' || kind === 'end');
  return {
    state: 'ended',
    ...(last && { ...where(last), isOver: last.kind === 'end' }),
    ...(signal ? { signal } : { code }),
  };
}

/** jest has found no file of tests; what it says then does not help. */
function withoutTests() {
  const hasTests =
    fs.existsSync('test') && fs.readdirSync('test').some((file) => /\.test\.ts$/.test(file));
  return hasTests ? undefined : { state: 'no tests', folder: path.resolve('test') };
}

function where({ file, test }) {
  return { step: stepOf(file), ...(test !== undefined && { test }) };
}

module.exports = { exitCode, unfinished };
