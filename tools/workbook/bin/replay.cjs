'use strict';
// `npm test -- step-3 --replay "lose-ack payments-1 #1"`: jest refuses options that it does not know, so
// the plan is taken out of the arguments. It travels in the environment, to the tests and the reporter.
const at = process.argv.indexOf('--replay');
if (at >= 0) {
  const [, plan = ''] = process.argv.splice(at, 2);
  const { whatIsWrong } = require('../../run.cjs')(
    require.resolve('../src/experiment/check-plan.ts'),
  );
  const wrong = whatIsWrong(plan);
  if (wrong !== undefined) {
    console.error(wrong);
    process.exit(2);
  }
  process.env.WORKBOOK_FAULTS = plan;
}
