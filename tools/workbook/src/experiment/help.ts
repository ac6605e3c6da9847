import { helpOf } from '@workbook/command';

/** What `npm test -- --help` prints in a lab. Jest has 80 options: these are those that a learner needs. */
export const help = helpOf({
  summary: 'Runs the tests of this lab; other options are those of jest',
  usage: 'npm test',
  options: {
    replay: {
      type: 'string',
      placeholder: 'PLAN',
      description: 'an experiment: lets something go wrong, "deliver-twice payments-1 #1"',
    },
    testNamePattern: {
      type: 'string',
      placeholder: 'PART',
      description: 'only the tests whose name holds PART',
    },
  },
  positionals: { placeholder: 'STEP', description: 'only the files whose name holds it: step-1' },
});
