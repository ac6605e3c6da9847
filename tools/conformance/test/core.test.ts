import { useTarget } from '../src';

const target = useTarget();

test('C1 the first line is INFO, before the client has said anything', async () => {
  const client = await target().silent();
  const info = JSON.parse(client.lines[0]!.replace(/^INFO /, '')) as Record<string, unknown>;
  expect(client.lines[0]).toMatch(/^INFO \{.*\} $/);
  expect(info).toMatchObject({ proto: 1, max_payload: 1_048_576 });
});

test('C2 verbose: +OK for SUB, PUB and UNSUB, PONG alone for PING', async () => {
  const client = await target().raw({ verbose: true, protocol: 1 });
  client.lines.length = 0;
  client.write('SUB foo 1\r\nPUB bar 0\r\n\r\nUNSUB 1\r\n');
  await client.flush();
  expect(client.lines).toEqual(['+OK', '+OK', '+OK']);
});

test('C3 UNSUB with a number counts all deliveries since SUB', async () => {
  const client = await target().raw();
  const subscription = client.subscribe('foo');
  client.publish('foo', '1');
  client.publish('foo', '2');
  await client.flush();
  client.write(`UNSUB ${subscription.sid} 2\r\n`);
  client.publish('foo', '3');
  await client.flush();
  expect(subscription.received).toHaveLength(2);
});

test('C4 one group on two patterns gets each message once, a plain subscription all', async () => {
  const client = await target().raw();
  const members = [client.subscribe('q.*', 'g'), client.subscribe('q.>', 'g')];
  const plain = client.subscribe('q.a');
  for (let count = 0; count < 6; count++) client.publish('q.a');
  await client.flush();
  expect(members.flatMap((member) => member.received)).toHaveLength(6);
  expect(plain.received).toHaveLength(6);
});

test('C5 a payload above the limit is refused before it is read, and the connection closed', async () => {
  const client = await target().raw();
  client.write('PUB foo 1048577\r\n');
  await client.closed();
  expect(client.lines.at(-1)).toBe("-ERR 'Maximum Payload Violation'");
});

test('C5 a payload at the limit is taken', async () => {
  const client = await target().raw();
  const subscription = client.subscribe('foo');
  client.publish('foo', Buffer.alloc(1_048_576));
  await client.flush();
  expect(subscription.received[0]?.payload).toHaveLength(1_048_576);
});

test('C6 a control line above 4096 bytes is refused, and the connection closed', async () => {
  const client = await target().raw();
  client.write(`SUB ${'a'.repeat(4200)} 1\r\n`);
  await client.closed();
  expect(client.lines.at(-1)).toBe("-ERR 'maximum control line exceeded'");
});

test.each(['foo..bar', '.foo', 'foo.', 'foo.>.bar'])(
  'C7 SUB %s is refused, and the connection goes on',
  async (subject) => {
    const client = await target().raw();
    client.write(`SUB ${subject} 1\r\n`);
    await client.flush();
    expect(client.lines.at(-1)).toBe("-ERR 'Invalid Subject'");
    expect(client.isClosed).toBe(false);
  },
);

test('C9 with echo off, nobody gets what they published themselves', async () => {
  const client = await target().raw({ verbose: false, echo: false, protocol: 1 });
  const other = await target().raw();
  const [own, others] = [client.subscribe('foo'), other.subscribe('foo')];
  await other.flush();
  client.publish('foo');
  await client.flush();
  await other.flush();
  expect([own.received.length, others.received.length]).toEqual([0, 1]);
});

test('C70 lower case, a bare LF, tabs and runs of blanks are accepted', async () => {
  const client = await target().silent();
  client.write('connect {"verbose":false}\nsub  foo\t\t7\nPub foo   2\r\nhi\r\n');
  await client.flush();
  // Nobody subscribed through the test's client: the message comes for a sid it does not know.
  const known = client.subscribe('foo');
  client.publish('foo', 'again');
  await client.flush();
  expect(known.received).toHaveLength(1);
  expect(client.isClosed).toBe(false);
});

test('an unknown verb is refused, and the connection closed', async () => {
  const client = await target().raw();
  client.write('NONSENSE\r\n');
  await client.closed();
  expect(client.lines.at(-1)).toBe("-ERR 'Unknown Protocol Operation'");
});

test('a message to a subject with an empty token reaches nobody', async () => {
  const client = await target().raw();
  const all = client.subscribe('>');
  client.publish('a..b');
  client.publish('a.');
  client.publish('a.b');
  await client.flush();
  expect(all.received.map((message) => message.subject)).toEqual(['a.b']);
});

test('payloads are bytes: line ends and zeros come through', async () => {
  const client = await target().raw();
  const subscription = client.subscribe('foo');
  const payload = Buffer.from('PUB foo 1\r\n\0\r\n');
  client.publish('foo', payload, 'reply.here');
  await client.flush();
  expect(subscription.received[0]).toMatchObject({ reply: 'reply.here', payload });
});
