import type { SmallWorld, Step } from '../../src';
import { Arbitrary, type Choices } from '../../src/choices';
import { ScheduleRun } from '../../src/schedule-run';
import { Search } from '../../src/search';
import type { AnyWorld } from '../../src/small-world';
import type { Tables } from '../../src/table';
import { independenceIn } from '../../src/sweep';
import { bank, correct, naive, twoWithdrawals } from '../accounts';
import { NotSo } from './books';
import { drive } from './drive';
import { below, random } from './random';
import { RealBroker, RealGroup } from './real-group';

/** Among members with as many messages each, the order of the list decides; it may be another next time. */
const ATTEMPTS = 30;

// One for each test: whatever a test that takes too long still does, it does to a broker of its own.
let broker: RealBroker;
beforeEach(async () => {
  broker = await RealBroker.start();
});
afterEach(() => broker.stop());

async function stepsOf(world: AnyWorld, choices: Choices): Promise<Step[] | undefined> {
  const steps: Step[] = [];
  const outcome = await new ScheduleRun(world, choices, (step) => steps.push(step)).outcome();
  return outcome && steps;
}

async function* all(world: AnyWorld): AsyncGenerator<Step[]> {
  const search = new Search(independenceIn(world));
  do {
    const steps = await stepsOf(world, search);
    if (steps) yield steps;
  } while (search.advance());
}

async function* some(world: AnyWorld, count: number): AsyncGenerator<Step[]> {
  const next = random(7);
  for (let drawn = 0; drawn < count; drawn++) {
    const decisions = Array.from({ length: 100 }, () => below(1000, next));
    yield (await stepsOf(world, new Arbitrary(decisions)))!;
  }
}

/** @returns why the broker does not do what `steps` say; undefined if it does */
async function whyNot(world: AnyWorld, steps: readonly Step[]): Promise<string | undefined> {
  const channels = new Set(world.events.map(({ channel }) => channel));
  const why = new Set<string>();
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const group = await RealGroup.start(broker, channels, world.maxInFlight);
    try {
      await drive(group, world, steps, random(attempt));
      return undefined;
    } catch (error) {
      if (!(error instanceof NotSo)) throw error;
      why.add(error.message);
    } finally {
      await group.end();
    }
  }
  const told = steps.map(({ client, kind, sequence }) => `${client} ${kind} #${sequence}`);
  return [...why, ...told].join('\n');
}

async function isDone(world: unknown, schedules: AsyncIterable<Step[]>): Promise<number> {
  let done = 0;
  for await (const steps of schedules) {
    expect(await whyNot(world as AnyWorld, steps)).toBeUndefined();
    done++;
  }
  return done;
}

/** Two channels and five events, of which the handler may leave some and fail with others. */
function shop(more: Partial<SmallWorld<number, Tables>>): SmallWorld<number, Tables> {
  const channels = ['orders', 'orders', 'payments', 'orders', 'payments'];
  return {
    events: channels.map((channel, data) => ({ channel, data })),
    tables: { seen: {} },
    safe: () => true,
    handle: async ({ data, ack }, { seen }) => {
      const before = (await seen!.load('all')) as { count: number } | undefined;
      await seen!.save('all', { count: (before?.count ?? 0) + 1 });
      if (data === 1 && before === undefined) return;
      if (data === 3 && before?.count === 2) throw new Error('the third one fails');
      ack();
    },
    ...more,
  } as SmallWorld<number, Tables>;
}

/**
 * The first event is left when its handler has written, and makes no difference until the second one
 * has: that writes only where there is something, and is left until then.
 */
function waiting(): SmallWorld<boolean, Tables> {
  return {
    events: [false, true].map((data) => ({ channel: 'orders', data })),
    tables: { seen: {} },
    safe: () => true,
    maxInFlight: 1,
    handle: async ({ data, ack }, { seen }) => {
      const isThere = (await seen!.load('all')) !== undefined;
      if (isThere === data) await seen!.save('all', {});
      if (isThere) ack();
    },
  };
}

test.each<[string, unknown, number]>([
  ['no faults', bank(correct), 10],
  ['a lost ack', bank(correct, { faults: { lostAcks: 1 } }), 100],
  ['a duplicate', twoWithdrawals(naive, { faults: { duplicates: 1 } }), 118],
  ['a crash', twoWithdrawals(naive, { faults: { crashes: 1 } }), 85],
  ['a window of one', bank(correct, { maxInFlight: 1 }), 121],
  [
    'a window of one, a lost ack',
    twoWithdrawals(naive, { maxInFlight: 1, faults: { lostAcks: 1 } }),
    85,
  ],
  ['a window of one, and what makes no difference', waiting(), 12],
])('the broker does what any schedule says: %s', async (_, world, count) => {
  expect(await isDone(world, all(world as AnyWorld))).toBe(count);
});

test.each<[string, unknown]>([
  ['lost acks and duplicates', shop({ faults: { lostAcks: 2, duplicates: 1 } })],
  ['three copies', shop({ copies: 3, faults: { lostAcks: 1, duplicates: 1 } })],
  ['one copy', shop({ copies: 1, faults: { crashes: 1 } })],
  ['a crash', bank(correct, { faults: { crashes: 1 } })],
  ['a crash of one of three', twoWithdrawals(correct, { copies: 3, faults: { crashes: 1 } })],
  ['a window of one', shop({ maxInFlight: 1, faults: { lostAcks: 1, duplicates: 1 } })],
  ['a window of two', bank(correct, { maxInFlight: 2, faults: { lostAcks: 1, duplicates: 1 } })],
])('the broker does what a schedule says that was drawn: %s', async (_, world) => {
  expect(await isDone(world, some(world as AnyWorld, 25))).toBe(25);
});
