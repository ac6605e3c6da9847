import { type Client, InProcess, type Listener } from './in-process';
import { Random } from '@workbook/random';

const SCHEDULES = 100;
const STEPS = 60;

test('one subscription, at random: each message once in order, the window never passed, all acked', async () => {
  for (let seed = 0; seed < SCHEDULES; seed++) {
    const random = new Random(seed);
    const broker = new InProcess();
    const client = broker.client('me');
    const maxInFlight = 1 + random.below(4);
    const request = { maxInFlight, durableName: 'd', startPosition: 4 };
    let listener: Listener = client.subscribe('foo', request);
    const waiting = new Set<number>();
    let published = 0;
    let last = 0;
    const look = (): void => {
      for (const { sequence, redelivered } of listener.received.splice(0)) {
        if (redelivered) expect(sequence).toBeLessThanOrEqual(last);
        else expect(sequence).toBe(++last);
        if (!redelivered) waiting.add(sequence);
      }
      expect(waiting.size).toBeLessThanOrEqual(maxInFlight);
    };
    for (let step = 0; step < STEPS; step++) {
      const what = random.below(8);
      if (what < 4) {
        expect(client.publish('foo')).toBe('');
        published++;
      } else if (what < 6) {
        const acked = [...waiting][random.below(waiting.size || 1)] ?? 99;
        waiting.delete(acked);
        listener.ack(acked);
      } else if (what === 6) await broker.pass(random.below(1500));
      else {
        expect(listener.end('subclose')).toBe('');
        look();
        listener = client.subscribe('foo', request);
      }
      look();
    }
    while (waiting.size > 0) {
      for (const sequence of waiting) {
        waiting.delete(sequence);
        listener.ack(sequence);
      }
      look();
    }
    expect(last).toBe(published);
    await broker.pass(5000);
    expect(listener.story()).toBe('');
  }
});

/** Every message is sent for the first time to one member, and none is lost, whoever comes and goes. */
async function runGroup(seed: number, request: object): Promise<void> {
  const random = new Random(seed);
  const broker = new InProcess();
  const clients: Client[] = [broker.client('a'), broker.client('b')];
  const members = new Set<Listener>();
  const first = new Map<number, number>();
  const acked = new Set<number>();
  let published = 0;
  const join = (): void => {
    const more = {
      queueGroup: 'g',
      maxInFlight: 1 + random.below(3),
      startPosition: 4,
      ...request,
    };
    members.add(clients[random.below(2)]!.subscribe('foo', more));
  };
  const look = (): number[] =>
    [...members].flatMap((member) =>
      member.received.splice(0).map(({ sequence, redelivered }) => {
        if (!redelivered) first.set(sequence, (first.get(sequence) ?? 0) + 1);
        return sequence;
      }),
    );
  join();
  for (let step = 0; step < STEPS; step++) {
    const what = random.below(10);
    const member = [...members][random.below(members.size)]!;
    if (what < 4) {
      expect(clients[0]!.publish('foo')).toBe('');
      published++;
    } else if (what < 6) {
      for (const sequence of look().slice(0, 1 + random.below(3))) {
        acked.add(sequence);
        // An ack counts to whichever member's inbox it comes.
        member.ack(sequence);
      }
    } else if (what === 6) await broker.pass(random.below(1500));
    else if (what === 7) clients[random.below(2)]!.answersHeartbeats = random.below(2) === 0;
    else if (what === 8 && members.size < 4) join();
    else if (what === 9 && members.size > 1) {
      look();
      members.delete(member);
      expect(member.end(random.below(2) === 0 ? 'unsub' : 'subclose')).toBe('');
      expect(member.received).toEqual([]);
      member.drop();
    }
  }
  for (const client of clients) client.answersHeartbeats = true;
  for (let round = 0; acked.size < published && round < 2 * STEPS; round++) {
    for (const sequence of look()) {
      acked.add(sequence);
      [...members][random.below(members.size)]!.ack(sequence);
    }
    await broker.pass(1000);
  }
  const all = Array.from({ length: published }, (_, index) => index + 1);
  expect([...acked].sort((a, b) => a - b)).toEqual(all);
  expect([...first.keys()].sort((a, b) => a - b)).toEqual(all);
  expect(new Set(first.values())).toEqual(new Set(published > 0 ? [1] : []));
  await broker.pass(5000);
  expect(look()).toEqual([]);
}

test('a queue group, at random: each message to one member, none lost, none sent again once acked', async () => {
  for (let seed = 0; seed < SCHEDULES; seed++) await runGroup(seed, {});
});

test('a durable queue group, at random', async () => {
  for (let seed = 0; seed < SCHEDULES; seed++) await runGroup(seed, { durableName: 'd' });
});
