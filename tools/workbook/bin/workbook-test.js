#!/usr/bin/env node
'use strict';
// What `npm test` runs in a lab's folder: jest, in processes of its own, so that nothing that a learner
// writes can end the run without a verdict. It starts with every test: no TypeScript here.
require('./help.cjs');
require('./steps.cjs');
require('./replay.cjs');
const { exitCode, unfinished } = require('@workbook/exam/ending');
const { supervise } = require('@workbook/exam/supervise');

supervise({ args: process.argv.slice(2), cwd: process.cwd(), stdio: 'inherit' }).then((ended) => {
  if (ended.asked) return process.kill(process.pid, ended.asked);
  const missing = unfinished(ended);
  process.exitCode = missing ? 1 : exitCode(ended);
  if (!missing) return undefined;
  const { noVerdict } = require('../../run.cjs')(require.resolve('../src/verdict/no-verdict.ts'));
  return console.error(noVerdict(missing));
});
