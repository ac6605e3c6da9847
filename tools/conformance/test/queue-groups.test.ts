import type { StreamingClient, StreamingSubscription } from '@workbook/protocol/client';
import { story, useTarget } from '../src';

const target = useTarget({
  heartbeatInterval: '1s',
  heartbeatTimeout: '300ms',
  heartbeatFailCount: 1,
});
const g = { queueGroup: 'g' };
const dg = { queueGroup: 'g', durableName: 'd' };

async function members(
  client: StreamingClient,
  count: number,
  request: object = g,
): Promise<StreamingSubscription[]> {
  const all: StreamingSubscription[] = [];
  for (let made = 0; made < count; made++) all.push(await client.subscribe('foo', request));
  return all;
}

/** Publishes one after the other; every member acks what it got before the next. */
async function publishAndAck(
  client: StreamingClient,
  count: number,
  group: readonly StreamingSubscription[],
): Promise<void> {
  for (let sent = 0; sent < count; sent++) {
    const { length } = group.flatMap((member) => member.received);
    await client.publish('foo');
    await target().settled();
    for (const member of group) {
      const last = member.received.at(-1);
      if (last && group.flatMap((one) => one.received).length > length)
        client.ack(member, last.sequence);
    }
    await target().settled();
  }
}

test('C34 members that ack at once take turns', async () => {
  const client = await target().client('me');
  const group = await members(client, 3);
  await publishAndAck(client, 9, group);
  expect(group.map(story)).toEqual(['1 4 7', '2 5 8', '3 6 9']);
});

test('C35 who has no room is passed over, and who acks first gets the next', async () => {
  const client = await target().client('me');
  const [small] = await members(client, 1, { ...g, maxInFlight: 1 });
  const [large] = await members(client, 1, { ...g, maxInFlight: 3 });
  for (let sent = 0; sent < 8; sent++) await client.publish('foo');
  await target().settled();
  expect([small!, large!].map(story)).toEqual(['1', '2 3 4']);
  client.ack(large!, 2);
  await target().settled();
  expect([small!, large!].map(story)).toEqual(['1', '2 3 4 5']);
  client.ack(small!, 1);
  await target().settled();
  expect([small!, large!].map(story)).toEqual(['1 6', '2 3 4 5']);
});

test('C36 the start position of the second member does not count', async () => {
  const client = await target().client('me');
  const [first] = await members(client, 1);
  await publishAndAck(client, 3, [first!]);
  const [second] = await members(client, 1, { ...g, startPosition: 4 });
  await target().settled();
  expect(story(second!)).toBe('');
});

test.each([
  [
    'unsubscribes',
    (client: StreamingClient, member: StreamingSubscription) => client.end('unsub', member),
  ],
  [
    'closes',
    (client: StreamingClient, member: StreamingSubscription) => client.end('subclose', member),
  ],
])('C37 when a member %s, the others get what it had not acked', async (_how, leave) => {
  const client = await target().client('me');
  const [first, second] = await members(client, 2);
  for (let sent = 0; sent < 4; sent++) await client.publish('foo');
  await target().settled();
  await leave(client, first!);
  await target().pass(200);
  expect([first!, second!].map(story)).toEqual(['1 3', '2 4 1r1 3r1']);
});

test('C38 when the client of a member is given up, the others get its messages', async () => {
  const silent = await target().client('silent');
  const other = await target().client('other');
  const [first] = await members(silent, 1);
  const [second] = await members(other, 1);
  await other.publish('foo');
  await target().settled();
  expect(story(first!)).toBe('1');
  silent.answersHeartbeats = false;
  await target().pass(3000);
  expect(story(second!)).toBe('1r1');
});

test('C39 an ack to the inbox of another member counts', async () => {
  const client = await target().client('me');
  const [first, second] = await members(client, 2, { ...g, ackWaitInSecs: 1 });
  await client.publish('foo');
  await target().settled();
  client.ack(second!, 1);
  await target().pass(1500);
  expect([first!, second!].map(story)).toEqual(['1', '']);
});

test('C39 but it opens the window of the member that acked, also if nobody has the message', async () => {
  const client = await target().client('me');
  const [first, second] = await members(client, 2, { ...g, maxInFlight: 1 });
  for (let sent = 0; sent < 4; sent++) await client.publish('foo');
  await target().settled();
  client.ack(first!, 2);
  await target().settled();
  expect([first!, second!].map(story)).toEqual(['1', '2']);
  client.ack(second!, 2);
  await target().settled();
  expect([first!, second!].map(story)).toEqual(['1', '2 3']);
  client.ack(second!, 1);
  await target().settled();
  expect([first!, second!].map(story)).toEqual(['1', '2 3']);
  client.ack(first!, 99);
  await target().settled();
  expect([first!, second!].map(story)).toEqual(['1 4', '2 3']);
});

test('the place of a member that leaves is taken by the last one', async () => {
  const client = await target().client('me');
  const group = await members(client, 4);
  await client.end('unsub', group[0]!);
  await publishAndAck(client, 6, group.slice(1));
  expect(group.map(story)).toEqual(['', '2 5', '3 6', '1 4']);
});

test('what a client leaves behind goes from member to member in the order of that list', async () => {
  const leaving = await target().client('leaving');
  const staying = await target().client('staying');
  const group = await members(leaving, 3, { ...g, maxInFlight: 1 });
  await leaving.end('unsub', group[0]!);
  const [last] = await members(staying, 1, g);
  await members(staying, 1, { ...g, maxInFlight: 1 });
  for (let sent = 0; sent < 3; sent++) await staying.publish('foo');
  await target().settled();
  expect([group[2]!, group[1]!].map(story)).toEqual(['1', '2']);
  await leaving.close();
  await target().pass(200);
  expect(story(last!)).toMatch(/^3 [12]r1/);
});

test('C40 a group that nobody is in is forgotten', async () => {
  const client = await target().client('me');
  const [first] = await members(client, 1);
  await publishAndAck(client, 3, [first!]);
  await client.end('subclose', first!);
  const [second] = await members(client, 1, { ...g, startPosition: 4 });
  await target().settled();
  expect(story(second!)).toBe('1 2 3');
});

test('C41 a durable group keeps its place and what was not acked, for any client', async () => {
  const client = await target().client('me');
  const [first] = await members(client, 1, dg);
  for (let sent = 0; sent < 6; sent++) await client.publish('foo');
  await target().settled();
  client.ack(first!, 1, 2, 3);
  await client.end('subclose', first!);
  const other = await target().client('other');
  const [second] = await members(other, 1, { ...dg, startPosition: 4 });
  await client.publish('foo');
  await target().settled();
  expect(story(second!)).toBe('4r1 5r1 6r1 7');
});

test('C41 closing the client keeps the durable group as well', async () => {
  const client = await target().client('me');
  const other = await target().client('other');
  await members(client, 1, dg);
  await client.close();
  await other.publish('foo');
  const [second] = await members(other, 1, dg);
  await target().settled();
  expect(story(second!)).toBe('1');
});

test('C42 when the last member unsubscribes, the durable group is forgotten', async () => {
  const client = await target().client('me');
  const [first] = await members(client, 1, dg);
  await publishAndAck(client, 2, [first!]);
  await client.end('unsub', first!);
  const [second] = await members(client, 1, { ...dg, startPosition: 4 });
  await target().settled();
  expect(story(second!)).toBe('1 2');
});

test('C43 while the heartbeats of a client fail, the others get everything new', async () => {
  const silent = await target().client('silent');
  const other = await target().client('other');
  const [first] = await members(silent, 1);
  const [second] = await members(other, 1);
  silent.answersHeartbeats = false;
  await target().pass(1500);
  for (let sent = 0; sent < 4; sent++) await other.publish('foo');
  await target().settled();
  expect([first!, second!].map(story)).toEqual(['', '1 2 3 4']);
});

test('redelivery may go to another member, and is counted for the group', async () => {
  const client = await target().client('me');
  const [first] = await members(client, 1, { ...g, ackWaitInSecs: 1 });
  await client.publish('foo');
  await client.publish('foo');
  await target().settled();
  const [second] = await members(client, 1, { ...g, ackWaitInSecs: 30 });
  await target().pass(1200);
  const all = [first!, second!].flatMap((member) => member.received);
  expect(story(first!)).toMatch(/^1 2/);
  expect(all.map((message) => `${message.sequence}r${message.redeliveryCount}`).sort()).toEqual([
    '1r0',
    '1r1',
    '2r0',
    '2r1',
  ]);
  expect(second!.received.length).toBeGreaterThan(0);
});

test('C75 a plain group named d:g is the durable group of d and g', async () => {
  const client = await target().client('me');
  const [plain] = await members(client, 1, { queueGroup: 'd:g' });
  const [durable] = await members(client, 1, dg);
  await publishAndAck(client, 4, [plain!, durable!]);
  expect([plain!, durable!].map(story)).toEqual(['1 3', '2 4']);
});

test.each([
  { last: 'the plain member', kept: '1 2 3' },
  { last: 'the durable one', kept: '3' },
])('C75 it is kept if the last to leave is durable: $last', async ({ last, kept }) => {
  const client = await target().client('me');
  const [plain] = await members(client, 1, { queueGroup: 'd:g' });
  const [durable] = await members(client, 1, dg);
  await publishAndAck(client, 2, [plain!, durable!]);
  const leaving = last === 'the plain member' ? [durable!, plain!] : [plain!, durable!];
  for (const member of leaving) await client.end('subclose', member);
  await client.publish('foo');
  const [next] = await members(client, 1, { ...dg, startPosition: 4 });
  await target().settled();
  expect(story(next!)).toBe(kept);
});

test('C76 one member unsubscribes, the last one closes: the place is kept', async () => {
  const client = await target().client('me');
  const [first, second] = await members(client, 2, dg);
  await publishAndAck(client, 2, [first!, second!]);
  await client.end('unsub', first!);
  await client.end('subclose', second!);
  await client.publish('foo');
  const [third] = await members(client, 1, { ...dg, startPosition: 4 });
  await target().settled();
  expect(story(third!)).toBe('3');
});
