'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { findingOf, stepOf } = require('./findings.cjs');
const { killsIn, sinceRun } = require('./journal.cjs');

/** The code to end with: jest's, or what its reporter said if jest did not find its way out then. */
function exitCode({ code, entries }) {
  const over = entries.findLast(({ kind }) => kind === 'over');
  return code ?? (over && !over.failed ? 0 : 1);
}

/**
 * What is said of a run that jest began and that ended without a verdict; undefined if it was told, or
 * if jest was asked for something else than a run.
 */
function noVerdict({ code, signal, entries }) {
  const run = sinceRun(entries);
  if (code === 1 && !run.some(({ kind }) => kind === 'begin')) return noTests();
  if (run.some(({ kind }) => kind === 'verdict') || run.length === entries.length) return undefined;
  const [kill] = killsIn(run);
  if (kill) return `${where(kill)}\n\n${indent(findingOf(kill))}\n`;
  const last = run.findLast(({ kind }) => kind === 'begin' || kind === 'end');
  return [
    `There is no verdict: ${ending(signal, code)}`,
    ...(last ? [`    ${where(last)}      ${last.kind === 'end' ? 'had run' : 'was running'}`] : []),
    '    npm test      runs the tests again',
  ].join('\n');
}

/** What jest says then does not help: that it found none, and how to have it say nothing. */
function noTests() {
  const hasTests =
    fs.existsSync('test') && fs.readdirSync('test').some((file) => /\.test\.ts$/.test(file));
  if (hasTests) return undefined;
  return `There are no tests in ${path.resolve('test')}.\n    git checkout -- test      restores them, in the folder of a lab`;
}

function ending(signal, code) {
  return `jest ended ${signal ? `by ${signal}` : `with code ${code}`} before its tests did.`;
}

function where({ file, test }) {
  return test === undefined ? stepOf(file) : `${stepOf(file)}: ${test}`;
}

function indent(text) {
  return text.replace(/^(?=.)/gm, '    ');
}

module.exports = { exitCode, noVerdict };
