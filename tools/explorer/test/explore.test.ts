import { explore, type Exploration, type Step } from '../src';
import { bank, correct, naive, twoWithdrawals } from './accounts';

/** Which copy does what with which message: `accounts-1 loaded #1`. */
function told(steps: readonly Step[]): string[] {
  return steps
    .filter(({ kind }) => kind !== 'handling' && kind !== 'expired')
    .map(({ client, kind, sequence }) => `${client} ${kind} #${sequence}`);
}

test('the overdraft of a naive handler is found, in the shortest schedule that has it', async () => {
  const { unsafe, safe, tried, isShortest } = await explore(twoWithdrawals(naive));
  expect([safe, tried, isShortest]).toEqual([2, 4, true]);
  expect(told(unsafe!.steps)).toEqual([
    'accounts-1 delivered #1',
    'accounts-1 loaded #1',
    'accounts-2 delivered #2',
    'accounts-2 loaded #2',
    'accounts-1 saved #1',
    'accounts-1 acknowledged #1',
    'accounts-2 saved #2',
    'accounts-2 acknowledged #2',
  ]);
  expect(unsafe!.wrong).toBe('ann has -10');
});

test.each([
  ['crashes', 'accounts-1 crashed #1'],
  ['lostAcks', 'accounts-1 ack lost #1'],
])('of one copy alone, %s make the naive handler take the money twice', async (fault, step) => {
  const world = twoWithdrawals(naive, { copies: 1, faults: { [fault]: 1 } });
  const one = {
    ...world,
    events: [{ channel: 'account:withdrawn', data: { number: 1, amount: 40 } }],
  };
  const isTaken = ({ accounts }: { accounts: { ann: { balance: number } } }): true | string =>
    accounts.ann.balance === 60 || `ann has ${accounts.ann.balance}`;
  const { unsafe } = await explore({ ...one, safe: isTaken as unknown as typeof world.safe });
  expect(unsafe?.wrong).toBe('ann has 20');
  expect(told(unsafe!.steps).slice(0, 4)).toEqual([
    'accounts-1 delivered #1',
    'accounts-1 loaded #1',
    'accounts-1 saved #1',
    step,
  ]);
});

test.each([
  [{}, 10],
  [{ lostAcks: 1 }, 100],
  [{ duplicates: 1 }, 2024],
  [{ failures: 1 }, 118],
  [{ crashes: 1 }, 1290],
  [{ crashes: 1, lostAcks: 1 }, 16_767],
])(
  'a correct handler is safe in every schedule with %j: %d',
  async (faults, count) => {
    const { all, safe, tried, unsafe } = await explore(bank(correct, { faults }));
    expect(unsafe?.story).toBeUndefined();
    expect({ all, safe, tried }).toEqual({ all: true, safe: count, tried: count });
  },
  60_000,
);

test('the report has the count, the moves, the story and the lanes', async () => {
  expect((await explore(twoWithdrawals(correct))).report).toMatch(/^(\d+) of \1 schedules safe$/);
  const { report, unsafe } = await explore(twoWithdrawals(naive));
  expect(report).toMatch(/^2 of 4 schedules safe\n/);
  expect(report).toContain(unsafe!.moves);
  expect(report).toContain('accounts-2 saved #2 after #1, which came in between');
  expect(report).toContain('In the end: ann has -10.');
  expect(report).toMatch(/publisher +account:withdrawn +accounts-1 +accounts-2 +accounts/);
});

describe('more schedules than the limit', () => {
  const faults = { crashes: 1, duplicates: 1 };
  const sampled = async (seed: number): Promise<Exploration> =>
    explore(bank(naive, { faults }), { limit: 50, seed });

  test('a sample is tried, which says so, and is the same for the same seed', async () => {
    const one = await sampled(3);
    expect(one.all).toBe(false);
    expect(one.schedules).toBeGreaterThanOrEqual(50);
    expect(one.report).toMatch(
      /^more than \d+ schedules: \d+ of a sample of \d+ with seed 3 safe\n/,
    );
    expect(one.unsafe?.wrong).toMatch(/^ann has /);
    expect((await sampled(3)).unsafe).toEqual(one.unsafe);
  });
});

test('a handler that waits for something else is told so', async () => {
  const world = twoWithdrawals(async ({ ack }) => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    ack();
  });
  await expect(explore(world)).rejects.toThrow(
    'waits for something that the explorer does not know',
  );
});

test('a handler that does not do the same again is told so', async () => {
  let calls = 0;
  const world = bank(async ({ ack }, { accounts }) => {
    if ((calls += 1) % 2 === 0) await accounts.load('ann');
    ack();
  });
  await expect(explore(world)).rejects.toThrow('did something else when the same happened again');
});
