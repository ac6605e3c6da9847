import { decodeText, PubAck, PubMsg, SubscriptionRequest } from '@workbook/protocol';
import { story, useTarget } from '../src';

const bytes = (...codes: number[]): string => decodeText(Buffer.of(...codes));
const FIRST = { startPosition: 4 };

describe('in memory', () => {
  const target = useTarget({ flags: ['-m', '-1'] });

  test.each([
    ['a line end', 'a\nb'],
    ['NUL', 'a\0b'],
    ['an escape', '\x1b[31m'],
    ['other letters', 'k\u00e4se \u{1f600}'],
    ['no UTF-8', bytes(0x61, 0xff, 0xed, 0xa0, 0x80)],
    ['a property of every object', '__proto__'],
    ['5000 letters', 'x'.repeat(5000)],
  ])('a channel, a durable and a group may have a name with %s', async (_, name) => {
    const client = await target().client('me');
    expect((await client.publish(name)).error).toBe('');
    const plain = await client.subscribe(name, FIRST);
    const durable = await client.subscribe(name, { ...FIRST, durableName: name });
    const group = await client.subscribe(name, { ...FIRST, queueGroup: name });
    await target().settled();
    expect([plain, durable, group].map(story)).toEqual(['1', '1', '1']);
    expect(plain.received[0]!.subject).toBe(name);
    const { status, text } = await target().monitoring('/streaming/clientsz?subs=1');
    expect(status).toBe(200);
    expect(text).toMatch(/"subs_count": 3/);
  });

  test('what is no UTF-8 is all one where case is looked at, and only there', async () => {
    const client = await target().client('me');
    const [one, other] = [bytes(0x61, 0xff), bytes(0x61, 0xfe)];
    await client.subscribe('foo', { durableName: one });
    expect((await client.subscribe('foo', { durableName: other })).error).toBe('');
    expect((await client.publish(one)).error).toBe('');
    expect((await client.publish(other)).error).toBe(
      String.raw`rejecting channel "a\xfe" because channel "a\xff" alreay exists (different cases not allowed)`,
    );
  });

  test('a guid comes back as it went', async () => {
    const client = await target().client('me');
    const guid = bytes(0xff, 0x00, 0x0a);
    expect(await client.publish('foo', 'x', { guid })).toEqual({ guid, error: '' });
    expect(await client.publish('a..b', 'x', { guid })).toMatchObject({ guid });
  });

  test('numbers and names are in the order of their bytes', async () => {
    const client = await target().client('me');
    const names = ['10', '9', 'A', 'b', 'b&c', '\uffee', '\u{1f600}'];
    for (const name of [...names].reverse()) await client.subscribe(name);
    const { text } = await target().monitoring('/streaming/clientsz?client=me&subs=1');
    expect([...text.matchAll(/^ {4}("[^"]+"): \[$/gm)].map(([, key]) => key)).toEqual([
      '"10"',
      '"9"',
      '"A"',
      '"b"',
      String.raw`"b\u0026c"`,
      '"\uffee"',
      '"\u{1f600}"',
    ]);
  });

  test('durables whose IDs, channel and names make the same key are one', async () => {
    const one = await target().client('one');
    const other = await target().client('one-foo');
    await one.subscribe('foo', { durableName: 'foo-d' });
    expect((await other.subscribe('foo', { durableName: 'd' })).error).toBe(
      'stan: duplicate durable registration',
    );
  });

  test('an inbox without a name is subscribed, and sent nothing', async () => {
    const client = await target().client('me');
    expect((await client.subscribe('foo', { inbox: '' })).error).toBe('');
    expect((await client.publish('foo')).error).toBe('');
    const { text } = await target().monitoring('/streaming/channelsz?channel=foo&subs=1');
    expect(text).toMatch(/"last_sent": 0,\s+"pending_count": 0/);
  });

  test('of two subscriptions with one inbox the later is found by it, and then neither', async () => {
    const client = await target().client('me');
    const inbox = 'in.a';
    const first = await client.subscribe('foo', { inbox });
    const second = await client.subscribe('foo', { inbox, ackWaitInSecs: 7 });
    expect(await client.end('unsub', second, { inbox })).toBe('');
    const { text } = await target().monitoring('/streaming/channelsz?channel=foo&subs=1');
    expect(text).not.toMatch(/"ack_wait": 7/);
    expect(await client.end('unsub', first, { inbox })).toBe('stan: invalid subscription');
    expect(await client.end('unsub', first)).toBe('');
  });

  test('a publish that breaks off is refused by its guid; what servers tell each other is dropped', async () => {
    const client = await target().client('me');
    const answers: PubAck[] = [];
    const inbox = client.raw.newInbox();
    client.raw.subscribe(inbox, '', ({ payload }) => answers.push(PubAck.decode(payload)));
    const publish = (payload: Buffer): void =>
      client.raw.publish(`_STAN.pub.${target().clusterID}.any`, payload, inbox);
    publish(Buffer.from('0801', 'hex'));
    publish(
      Buffer.concat([PubMsg.encode({ clientID: 'me', guid: 'g' }), Buffer.from('1a05', 'hex')]),
    );
    await target().settled();
    expect(answers).toEqual([{ guid: 'g', error: 'stan: invalid publish request' }]);
  });

  test('a request with a field of another type is refused', async () => {
    const client = await target().client('me');
    const request = SubscriptionRequest.encode({ clientID: 'me', subject: 'foo', inbox: 'in' });
    const wrong = Buffer.concat([request, Buffer.from('0801', 'hex')]);
    const answer = await client.raw.request(`_STAN.sub.${target().clusterID}`, wrong);
    expect(answer.toString('latin1')).toContain('stan: invalid subscription request');
  });

  test('a ping that names nobody is answered, unless it is empty', async () => {
    const client = await target().client('me');
    const unknown = Buffer.from('7801', 'hex');
    const answer = await client.raw.request(`_STAN.discover.${target().clusterID}.pings`, unknown);
    expect(answer.toString()).toContain('client has been replaced or is no longer registered');
  });
});

describe('on disk', () => {
  const target = useTarget({ store: 'disk' });

  test.each([
    ['NUL', 'foo\0bar', 'invalid argument'],
    ['256 bytes', 'x'.repeat(256), 'file name too long'],
  ])('a channel cannot have a name with %s, and hurts no other', async (_, name, why) => {
    const client = await target().client('me');
    await client.publish('foo', 'kept');
    expect((await client.publish(name)).error).toMatch(new RegExp(`${why}$`));
    expect((await client.subscribe(name)).error).toMatch(new RegExp(`${why}$`));
    const kept = await client.subscribe('foo', FIRST);
    await target().settled();
    expect(story(kept)).toBe('1');
  });
});
