import { explore, Fates, fewest, replay } from '../src';
import type { AnyWorld, FaultLimits } from '../src/small-world';
import { bank, correct, naive, type Teller, twoWithdrawals } from './accounts';
import { oneByOne } from './one-by-one';

/** Writes down that it has begun, and takes the money then: two writes. */
const inTwoWrites: Teller = async ({ data, ack }, { accounts }) => {
  const account = (await accounts.load('ann'))!;
  if (data.number <= account.last) {
    ack();
    return;
  }
  await accounts.save('ann', { ...account, last: data.number });
  await accounts.save('ann', { balance: account.balance - data.amount, last: data.number });
  ack();
};

/** Leaves what is not next un-acked, and acknowledges before it saves. */
const tooEarly: Teller = async ({ data, ack }, { accounts }) => {
  const account = (await accounts.load('ann'))!;
  if (data.number !== account.last + 1) return;
  ack();
  await accounts.update('ann', (now) => ({
    balance: now!.balance - data.amount,
    last: data.number,
  }));
};

const handlers = { naive, correct, inTwoWrites, tooEarly };
const limits: Record<string, FaultLimits> = {
  'no fault': {},
  'a crash': { crashes: 1 },
  'a lost ack': { lostAcks: 1 },
  'a duplicate': { duplicates: 1 },
  'a failure': { failures: 1 },
};
const more = { 'any copies': {}, 'one copy': { copies: 1 }, 'one at a time': { maxInFlight: 1 } };
const cases = Object.keys(handlers).flatMap((handler) =>
  Object.keys(limits).flatMap((limit) =>
    Object.keys(more).map((copies) => [handler, limit, copies] as const),
  ),
);

test.each(cases)(
  '%s with %s and %s: what is known of a state is what comes of it',
  async (name, limit, copies) => {
    const world = twoWithdrawals(handlers[name as 'naive'], {
      faults: limits[limit]!,
      ...more[copies as 'any copies'],
    });
    const expected = await oneByOne(world as unknown as AnyWorld);
    const { tried, safe, unsafe } = await explore(world);
    expect({ tried, safe }).toEqual({ tried: expected.tried, safe: expected.safe });
    expect(unsafe === undefined).toBe(expected.steps === Infinity);
    const behind = await new Fates(world).after('');
    const sum = (of: 'schedules' | 'bad'): number =>
      behind.reduce((all, fate) => all + fate[of], 0);
    expect(sum('bad') === 0).toBe(safe === tried);
    expect(sum('schedules')).toBeGreaterThanOrEqual(tried);
  },
);

test.each(cases)('%s with %s and %s: no attack has fewer moves', async (name, limit, copies) => {
  const world = twoWithdrawals(handlers[name as 'naive'], {
    faults: limits[limit]!,
    ...more[copies as 'any copies'],
  });
  const { unsafe } = await explore(world);
  const attack = await fewest(world);
  expect(attack === undefined).toBe(unsafe === undefined);
  if (!attack) return;
  expect((await replay(world, attack.moves)).wrong).toBe(attack.wrong);
  const count = (moves: string): number => moves.split('; ').filter(Boolean).length;
  expect(count(attack.moves)).toBeLessThanOrEqual(count(unsafe!.moves));
});

test.each(cases)('%s with %s and %s: fates after fates', async (name, limit, copies) => {
  const world = twoWithdrawals(handlers[name as 'naive'], {
    faults: limits[limit]!,
    ...more[copies as 'any copies'],
  });
  const fates = new Fates(world);
  for (let led: string[] = []; ;) {
    const found = await fates.after(led);
    expect(found).toEqual(await new Fates(world).after(led));
    const last = found.at(-1);
    if (!last) break;
    led = [...led, last.move];
  }
});

test('others have their turn between schedules', async () => {
  let turns = 0;
  let next = setImmediate(function count() {
    turns++;
    next = setImmediate(count);
  });
  await new Fates(bank(naive, { faults: { crashes: 1, failures: 1 } })).after('');
  clearImmediate(next);
  expect(turns).toBeGreaterThan(0);
});

test('the fewest moves, and not the fewest steps', async () => {
  const world = bank(naive, { copies: 1, maxInFlight: 1, faults: { lostAcks: 1 } });
  expect((await fewest(world))!.moves).toBe('send #1 > a; read; write; lost ack');
  expect(await fewest(bank(correct, { faults: { lostAcks: 1 } }))).toBeUndefined();
  expect(await fewest(world, 3)).toBeUndefined();
});
