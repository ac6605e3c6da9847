import type { Copy } from '../../src/copy';
import { Group } from '../../src/group';
import type { Tracked } from '../../src/tracked';
import { Beside } from './beside';
import { below, random, type Random } from './random';
import { ACK_WAIT_MS, RealBroker, RealGroup, type RealMember } from './real-group';

const RUNS = 25;
const STEPS = 40;
/** More than what the broker forgives, and what it counts as overdue when a member leaves. */
const APART_MS = 5000;

// One for each test: whatever a test that takes too long still does, it does to a broker of its own.
let broker: RealBroker;
beforeEach(async () => {
  broker = await RealBroker.start();
});
afterEach(() => broker.stop());

interface Options {
  readonly copies: number;
  readonly maxInFlight?: number;
  /** Members leave, and others come. */
  readonly leaves?: boolean;
}

async function run(options: Options, next: Random): Promise<void> {
  const { copies, maxInFlight } = options;
  const channels = ['a', 'b'].slice(0, 1 + below(2, next));
  const events = Array.from({ length: STEPS }, () => channels[below(channels.length, next)]!);
  const real = await RealGroup.start(broker, channels, maxInFlight);
  const beside = new Beside(real, {
    ...options,
    events: events.map((channel) => ({ channel, data: undefined })),
    tables: {},
    safe: () => true,
    handle: () => Promise.resolve(),
  });
  const members: RealMember[] = [];
  const follow = async (): Promise<void> => {
    await real.pass(APART_MS);
    expect(beside.follow()).toEqual([]);
  };
  const acknowledge = async (): Promise<void> => {
    const known = members.filter((member) => beside.knows(member));
    const [member, event] = [any(known, next), any(beside.had, next)];
    if (!member || !event) return;
    beside.acknowledge(event, member);
    await real.acknowledge(member, event.channel, event.sequence);
  };
  /** @returns false if the group of the explorer can follow no more */
  const change = async (): Promise<boolean> => {
    const gone = any(members, next)!;
    if (!beside.knows(gone)) return true;
    // Whoever takes its place may come before the broker knows.
    const had = real.deliveries.length;
    const comesFirst = below(2, next) === 0;
    beside.leaves(gone);
    if (comesFirst) members.push(await real.join());
    await real.pass(APART_MS);
    // What is sent to a dead copy is not the explorer's.
    if (real.deliveries.slice(had).some(({ member }) => member === gone)) return false;
    expect(beside.follow()).toEqual([]);
    await real.leave(gone);
    await follow();
    if (!comesFirst) members.push(await real.join());
    members.splice(members.indexOf(gone), 1);
    return true;
  };
  while (members.length < copies) members.push(await real.join());
  for (const channel of events) {
    const what = below(10, next);
    if (what < 4) await real.publish(channel, '');
    else if (what < 7) await acknowledge();
    else if (what < 9) await real.pass(below(ACK_WAIT_MS, next));
    else if (options.leaves && !(await change())) break;
    await follow();
  }
  await real.end();
}

function any<Item>(items: readonly Item[], next: Random): Item | undefined {
  return items[below(items.length, next)];
}

test.each<[Options]>([
  [{ copies: 2 }],
  [{ copies: 3, leaves: true }],
  [{ copies: 1, leaves: true }],
  [{ copies: 2, maxInFlight: 1 }],
  [{ copies: 2, maxInFlight: 2 }],
  [{ copies: 3, maxInFlight: 1 }],
  [{ copies: 2, maxInFlight: 1, leaves: true }],
  [{ copies: 3, maxInFlight: 2, leaves: true }],
])('whatever the broker does, the group of the explorer may do: %j', async (options) => {
  for (let seed = 1; seed <= RUNS; seed++) await run(options, random(seed));
});

test('what a dead copy held opens windows on its way, also where the explorer leaves them out', async () => {
  const real = await RealGroup.start(broker, ['a'], 1);
  const holders = async (): Promise<RealMember[]> => {
    await real.pass(APART_MS);
    return real.take().map(({ member }) => member);
  };
  await real.join();
  await real.join();
  await real.publish('a', '');
  await real.publish('a', '');
  const [one, other] = await holders();
  // The ack of another member does not open the window.
  await real.acknowledge(other!, 'a', 1);
  await real.leave(other!);
  expect(await holders()).toEqual([one]);
  const newcomer = await real.join();
  await real.pass(ACK_WAIT_MS);
  expect(await holders()).toEqual([newcomer]);
  await real.publish('a', '');
  expect(await holders()).toEqual([one]);
  await real.end();

  const group = new Group({
    events: Array.from({ length: 3 }, () => ({ channel: 'a', data: undefined })),
    maxInFlight: 1,
    tables: {},
    safe: () => true,
    handle: () => Promise.resolve(),
  });
  const [first, second, third] = group.events;
  const send = (event: Tracked): Copy => {
    const copy = group.membersFor(event).at(-1)!;
    group.send(event, copy, 0);
    return copy;
  };
  const holder = send(first!);
  const dead = send(second!);
  group.acknowledge(first!, dead);
  expect(group.membersFor(third!)).not.toContain(holder);
  group.replace(dead);
  // To the newcomer, as if it had not come to the holder in between.
  send(second!);
  expect(group.membersFor(third!)).toContain(holder);
});
