#!/usr/bin/env node
'use strict';
// What `npm test` runs in a lab's folder: jest, in processes of its own, so that nothing that a learner
// writes can end the run without a verdict. It starts with every test: no TypeScript here.
const { exitCode, noVerdict } = require('../src/guard/ending.cjs');
const { supervise } = require('../src/guard/supervise.cjs');

// jest refuses options that it does not know. So `--replay "lose-ack payments-1 #1"`, the faults of a
// run that is to happen again, is taken out.
const args = process.argv.slice(2);
const at = args.indexOf('--replay');
if (at >= 0) {
  const [, plan] = args.splice(at, 2);
  if (plan === undefined) {
    console.error(
      '--replay needs the faults of a run, in quotes. A test that failed under faults prints them:\n    npm test -- --replay "lose-ack payments-1 #1"',
    );
    process.exit(2);
  }
  process.env.WORKBOOK_FAULTS = plan;
}

supervise({ args, cwd: process.cwd(), stdio: 'inherit' }).then((ended) => {
  if (ended.asked) return process.kill(process.pid, ended.asked);
  const missing = noVerdict(ended);
  if (missing) console.error(missing);
  process.exitCode = missing ? 1 : exitCode(ended);
});
