import { RunningServer } from './running-server';

const running = new RunningServer();

const invalidSubject = "-ERR 'Invalid Subject'\r\n";

test('C1: the first line is INFO, before the client says anything', async () => {
  const client = await running.connect();
  const line = await client.until('\r\n');
  expect(line).toMatch(/^INFO \{.*\} \r\n$/);
  const info = JSON.parse(line.slice('INFO '.length)) as Record<string, unknown>;
  expect(info).toMatchObject({
    proto: 1,
    max_payload: 1_048_576,
    headers: true,
    host: '127.0.0.1',
    port: running.server.port,
    client_ip: '127.0.0.1',
    server_id: expect.stringMatching(/^N[A-Z2-7]{55}$/) as string,
  });
  expect(info).not.toHaveProperty('connect_urls');
  expect(info).not.toHaveProperty('auth_required');
});

test('C2: verbose is one +OK for each command, and a PONG alone for PING', async () => {
  const client = await running.quiet();
  expect(await client.exchange('CONNECT {"verbose":true}\r\n')).toBe('+OK\r\n');
  expect(await client.exchange('SUB x 1\r\n')).toBe('+OK\r\n');
  expect(await client.exchange('SUB x 1\r\n')).toBe('+OK\r\n');
  expect(await client.exchange('UNSUB 1\r\n')).toBe('+OK\r\n');
  expect(await client.exchange('UNSUB 9\r\n')).toBe('+OK\r\n');
  expect(await client.exchange('PUB x 2\r\nhi\r\n')).toBe('+OK\r\n');
  expect(await client.exchange('')).toBe('');
});

test('who has not sent CONNECT is verbose and pedantic (section 8, T37)', async () => {
  const client = await running.connect();
  await client.until('\r\n');
  expect(await client.exchange('SUB x 1\r\n')).toBe('+OK\r\n');
  expect(await client.exchange('PUB x.* 0\r\n\r\n')).toBe(
    "-ERR 'Invalid Publish Subject'\r\n+OK\r\n",
  );
});

describe('C3: UNSUB with a max', () => {
  test('counts the deliveries since SUB', async () => {
    const client = await running.quiet();
    await client.exchange('SUB x 1\r\n');
    const first = await client.exchange('PUB x 1\r\na\r\n');
    expect(first).toBe('MSG x 1 1\r\na\r\n');
    await client.exchange('UNSUB 1 2\r\n');
    const second = await client.exchange('PUB x 1\r\nb\r\n');
    const third = await client.exchange('PUB x 1\r\nc\r\n');
    expect([second, third]).toEqual(['MSG x 1 1\r\nb\r\n', '']);
  });

  test('that is reached already ends it at once', async () => {
    const client = await running.quiet();
    await client.exchange('SUB x 1\r\nPUB x 0\r\n\r\nPUB x 0\r\n\r\nUNSUB 1 2\r\n');
    expect(await client.exchange('PUB x 0\r\n\r\n')).toBe('');
  });

  test('frees the sid for another subscription', async () => {
    const client = await running.quiet();
    await client.exchange('SUB x 1\r\nUNSUB 1 1\r\nPUB x 0\r\n\r\nSUB y 1\r\n');
    expect(await client.exchange('PUB y 0\r\n\r\n')).toBe('MSG y 1 0\r\n\r\n');
  });
});

test('C4: a group gets each message once, whatever its members subscribed to; others get all', async () => {
  const client = await running.quiet();
  await client.exchange('SUB q.* g star\r\nSUB q.> g tail\r\nSUB q.x plain\r\n');
  const publish = 'PUB q.x 1\r\nm\r\n';
  const got = await client.exchange(publish.repeat(6));
  const sids = [...got.matchAll(/MSG q\.x (\S+) 1\r\nm\r\n/g)].map((match) => match[1]);
  expect(sids).toHaveLength(12);
  expect(sids.filter((sid) => sid === 'plain')).toHaveLength(6);
});

test('C5: a payload over the limit is refused before it comes', async () => {
  const client = await running.quiet();
  client.send('PUB x 1048577\r\n');
  expect(await client.closed()).toBe("-ERR 'Maximum Payload Violation'\r\n");
});

test('C5: the reason arrives although the client goes on sending', async () => {
  const client = await running.quiet();
  client.send('PUB x 1048577\r\n');
  client.send(Buffer.alloc(1_048_577));
  expect(await client.until('\r\n')).toBe("-ERR 'Maximum Payload Violation'\r\n");
});

test('a payload of the largest size arrives unchanged', async () => {
  const client = await running.quiet();
  const payload = 'CRLF\r\n\0\xff'.repeat(131_072);
  expect(payload).toHaveLength(1_048_576);
  await client.exchange('SUB x 1\r\n');
  const got = await client.exchange(`PUB x 1048576\r\n${payload}\r\n`);
  expect(got === `MSG x 1 1048576\r\n${payload}\r\n`).toBe(true);
});

test('C6: a control line over the limit ends the connection with the reason', async () => {
  const client = await running.quiet();
  client.send(`SUB ${'a'.repeat(4095)} 1\r\n`);
  expect(await client.closed()).toBe("-ERR 'maximum control line exceeded'\r\n");
});

test('C7: an illegal subject is refused, and the connection stays', async () => {
  const client = await running.verbose();
  expect(await client.exchange('SUB foo..bar 1\r\n')).toBe(invalidSubject);
  expect(await client.exchange('SUB >.foo 2\r\n')).toBe(invalidSubject);
  expect(await client.exchange('SUB foo 3\r\n')).toBe('+OK\r\n');
});

test('C9: with echo:false a client does not get what it publishes; others do', async () => {
  const client = await running.quiet({ echo: false });
  const other = await running.quiet();
  await other.exchange('SUB x 1\r\n');
  expect(await client.exchange('SUB x 1\r\nPUB x 2\r\nhi\r\n')).toBe('');
  expect(await other.exchange('')).toBe('MSG x 1 2\r\nhi\r\n');
  expect(await other.exchange('PUB x 2\r\nho\r\n')).toBe('MSG x 1 2\r\nho\r\n');
  expect(await client.exchange('')).toBe('MSG x 1 2\r\nho\r\n');
});

test('C70: lower case, bare LF, tabs and runs of blanks', async () => {
  const client = await running.quiet();
  const got = await client.exchange('sub\tfoo.*   1\npub  foo.bar\t re.ply  2\nhi\r\n');
  expect(got).toBe('MSG foo.bar 1 re.ply 2\r\nhi\r\n');
});

test('a live sid is not used again: the first subscription stays', async () => {
  const client = await running.quiet();
  await client.exchange('SUB first 1\r\nSUB second 1\r\n');
  const got = await client.exchange('PUB second 0\r\n\r\nPUB first 0\r\n\r\n');
  expect(got).toBe('MSG first 1 0\r\n\r\n');
});

test('a message to a subject with an empty token reaches nobody (section 8, T1)', async () => {
  const client = await running.quiet();
  expect(await client.exchange('SUB > 1\r\nPUB a..b 1\r\nx\r\nPUB a. 1\r\nx\r\n')).toBe('');
});

test('messages keep their order, also in chunks that the network chose', async () => {
  const publisher = await running.quiet();
  const subscriber = await running.quiet();
  await subscriber.exchange('SUB n 1\r\n');
  const numbers = Array.from({ length: 2000 }, (_, index) => String(index));
  const stream = Buffer.from(numbers.map((n) => `PUB n ${n.length}\r\n${n}\r\n`).join(''));
  for (let at = 0; at < stream.length; at += 7) publisher.send(stream.subarray(at, at + 7));
  await publisher.exchange('');
  const got = await subscriber.exchange('');
  expect(got).toBe(numbers.map((n) => `MSG n 1 ${n.length}\r\n${n}\r\n`).join(''));
});

test('subscriptions end with their connection', async () => {
  const client = await running.quiet();
  await client.exchange('SUB x 1\r\nSUB y.* 2\r\n');
  expect(running.server.router.hasInterest('y.z')).toBe(true);
  client.send('nonsense\r\n');
  expect(await client.closed()).toBe("-ERR 'Unknown Protocol Operation'\r\n");
  expect(running.server.router.hasInterest('x')).toBe(false);
  expect(running.server.router.hasInterest('y.z')).toBe(false);
});

test('a client that takes nothing is cut off when 64 MiB wait for it (section 1.6)', async () => {
  const slow = await running.quiet();
  await slow.exchange('SUB x 1\r\n');
  slow.pause();
  const payload = Buffer.alloc(1_048_576);
  let published = 0;
  while (running.server.router.publish('x', undefined, payload) !== 0) published += 1;
  expect(published).toBe(64);
  slow.resume();
  await slow.closed();
});
