import { explain, limitOnRealServer, planProblem, useWorld } from '@workbook/testkit';
import { plans } from '../src/plans';
import { type Friday, friday } from './bank';

limitOnRealServer(60_000);

const read = 'README.md, "Step 5: the same four, with processes and a broker"';

/** Of each hazard: how many copies there are, what it is, and how it is recognised in what was recorded. */
const hazards: Record<
  keyof typeof plans,
  { copies: number; what: string; is: (friday: Friday) => boolean }
> = {
  failed: {
    copies: 1,
    what: 'the database refuses a write, and no process dies',
    is: ({ refused, dead }) => refused > 0 && dead.length === 0,
  },
  quicker: {
    copies: 2,
    what: 'each of the two copies stores one event, nothing is refused and no process dies',
    is: ({ writers, writes, refused, dead }) =>
      writers.length === 2 && writes === 2 && refused === 0 && dead.length === 0,
  },
  dead: {
    copies: 2,
    what: 'a process dies',
    is: ({ dead }) => dead.length > 0,
  },
  twice: {
    copies: 1,
    what: 'an event is stored twice, and no process dies',
    is: ({ writes, dead }) => writes > 2 && dead.length === 0,
  },
};

describe.each(Object.entries(hazards))('%s', (name, { copies, what, is }) => {
  const plan: string = plans[name as keyof typeof plans];
  const problem = planProblem(plan);
  const { broker, database, pass } = useWorld({
    broker: { faults: problem ? '' : plan },
    database: {},
  });

  test(`both events are handled, and Ann has another balance than 30: ${name}`, async () => {
    const look = `src/plans.ts, ${name}`;
    explain({ expected: 'a plan of what goes wrong', happened: problem ?? [], look, read }, () =>
      expect(problem).toBeUndefined(),
    );
    const went = await friday({ broker: broker(), database: database(), pass }, copies);
    const explanation = { happened: went.happened, look, read };
    explain(
      { expected: 'both events to be stored and acknowledged in the end', ...explanation },
      () => expect(went.isDone).toBe(true),
    );
    explain({ expected: 'Ann to have another balance than 30 in the end', ...explanation }, () =>
      expect(went.balance).not.toBe(30),
    );
    explain({ expected: `that ${what}`, ...explanation }, () => expect(is(went)).toBe(true));
  });
});
