import { story, useTarget } from '../src';

const FIRST = { startPosition: 4 };

interface ChannelState {
  readonly msgs: number;
  readonly bytes: number;
  readonly first_seq: number;
  readonly last_seq: number;
}

describe('few channels', () => {
  const target = useTarget({ flags: ['-mc', '2'] });

  test('C53 a channel beyond the limit is refused, to publish and to subscribe', async () => {
    const client = await target().client('me');
    expect((await client.publish('a')).error).toBe('');
    expect((await client.subscribe('b')).error).toBe('');
    expect((await client.publish('c')).error).toBe('too many channels');
    expect((await client.subscribe('c')).error).toBe('too many channels');
    expect((await client.publish('b')).error).toBe('');
  });
});

describe('few subscriptions', () => {
  const target = useTarget({ flags: ['-msu', '2'] });

  test('C54 a durable that is offline counts towards the limit', async () => {
    const client = await target().client('me');
    const durable = { durableName: 'd' };
    await client.end('subclose', await client.subscribe('foo', durable));
    expect((await client.subscribe('foo')).error).toBe('');
    expect((await client.subscribe('foo')).error).toBe('too many subscriptions per channel');
    expect((await client.subscribe('foo', durable)).error).toBe('');
    expect((await client.subscribe('bar')).error).toBe('');
  });
});

describe('few messages', () => {
  const target = useTarget({ flags: ['-mm', '3', '-m', '-1'] });

  test('C55 the oldest make room, and are not waited for once they would be sent again', async () => {
    const client = await target().client('me');
    const early = await client.subscribe('foo', { ackWaitInSecs: 1 });
    for (let sent = 0; sent < 6; sent++) await client.publish('foo');
    const late = await client.subscribe('foo', FIRST);
    await target().settled();
    expect(story(late)).toBe('4 5 6');
    expect(await channel('foo')).toMatchObject({ msgs: 3, first_seq: 4, last_seq: 6 });
    await target().pass(1200);
    expect(story(early)).toBe('1 2 3 4 5 6 4r1 5r1 6r1');
    const { text } = await target().monitoring('/streaming/clientsz?client=me&subs=1');
    const { subscriptions } = JSON.parse(text) as {
      subscriptions: { foo: { inbox: string; pending_count: number }[] };
    };
    const shown = subscriptions.foo.find(({ inbox }) => inbox === early.inbox);
    expect(shown?.pending_count).toBe(3);
  });

  test('C55 and then they are let go, also before their time, and make room', async () => {
    const client = await target().client('me');
    const full = await client.subscribe('foo', { ackWaitInSecs: 1, maxInFlight: 2 });
    await client.publish('foo');
    await target().pass(700);
    for (let sent = 0; sent < 5; sent++) await client.publish('foo');
    await target().pass(100);
    expect(story(full)).toBe('1 2');
    await target().pass(400);
    expect(story(full)).toBe('1 2 4 5');
  });

  test('C55 members of a group do not take turns for them', async () => {
    const client = await target().client('me');
    const group = { queueGroup: 'g', ackWaitInSecs: 1 };
    const first = await client.subscribe('foo', { ...group, maxInFlight: 2 });
    for (let sent = 0; sent < 2; sent++) await client.publish('foo');
    const second = await client.subscribe('foo', { ...group, maxInFlight: 3, ackWaitInSecs: 30 });
    for (let sent = 0; sent < 3; sent++) await client.publish('foo');
    await target().pass(1200);
    client.ack(second, 3, 4, 5);
    await target().settled();
    await client.publish('foo');
    await target().settled();
    expect([first, second].map(story)).toEqual(['1 2 6', '3 4 5']);
  });

  async function channel(name: string): Promise<ChannelState> {
    const { text } = await target().monitoring(`/streaming/channelsz?channel=${name}`);
    return JSON.parse(text) as ChannelState;
  }
});

describe('few bytes', () => {
  const target = useTarget({ flags: ['-mb', '100'] });

  test('C56 a message that is larger than the limit is kept until the next', async () => {
    const client = await target().client('me');
    await client.publish('foo');
    await client.publish('foo', Buffer.alloc(500));
    const first = await client.subscribe('foo', FIRST);
    await target().settled();
    expect(story(first)).toBe('2');
    await client.publish('foo');
    const second = await client.subscribe('foo', FIRST);
    await target().settled();
    expect(story(second)).toBe('3');
  });
});

describe('short lives', () => {
  const target = useTarget({ flags: ['-ma', '2s', '-m', '-1'] });

  test('C57 messages that are too old are gone, and sequences go on', async () => {
    const client = await target().client('me');
    await client.publish('foo');
    await client.publish('foo');
    await target().pass(2500);
    const { text } = await target().monitoring('/streaming/channelsz?channel=foo');
    expect(JSON.parse(text)).toMatchObject({ msgs: 0, bytes: 0, first_seq: 3, last_seq: 2 });
    await client.publish('foo');
    const all = await client.subscribe('foo', FIRST);
    await target().settled();
    expect(story(all)).toBe('3');
  });
});

describe('idle channels', () => {
  const target = useTarget({ flags: ['-mi', '2s', '-m', '-1'] });

  test('C58 a channel of no use is deleted, with a durable that is offline', async () => {
    const client = await target().client('me');
    const durable = { ...FIRST, durableName: 'd' };
    const subscription = await client.subscribe('foo', durable);
    await client.publish('foo');
    await client.publish('foo');
    await target().pass(2500);
    expect(story(subscription)).toBe('1 2');
    await client.end('subclose', subscription);
    await target().pass(2500);
    const path = '/streaming/channelsz?channel=foo';
    expect(await target().monitoring(path)).toEqual({
      status: 404,
      text: 'Channel foo not found\n',
    });
    await client.publish('foo');
    const again = await client.subscribe('foo', durable);
    await target().settled();
    expect(story(again)).toBe('1');
  });
});

describe('--replace_durable', () => {
  const target = useTarget({ flags: ['--replace_durable'] });

  test('C44 a durable that is active goes to the next who asks, with what is pending', async () => {
    const client = await target().client('me');
    const durable = { durableName: 'd' };
    const old = await client.subscribe('foo', durable);
    for (let sent = 0; sent < 3; sent++) await client.publish('foo');
    await target().settled();
    client.ack(old, 2);
    await target().settled();
    const next = await client.subscribe('foo', durable);
    await client.publish('foo');
    await target().settled();
    expect(next.error).toBe('');
    expect(story(next)).toBe('1r1 3r1 4');
    expect(story(old)).toBe('1 2 3');
  });
});
