import { RunningServer } from './running-server';

const running = new RunningServer({ limits: { maxPending: 100_000 } });

/** Reads nothing and sends `line` until the server has had enough. */
async function flood(line: string, connect: object = {}): Promise<void> {
  const client = await running.quiet(connect);
  await client.exchange('SUB rr 1\r\n');
  client.pause();
  const lines = line.repeat(10_000);
  while (running.closed.length === 0) {
    client.send(lines);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test.each<[string, string, object]>([
  ['PONG', 'PING\r\n', {}],
  ['+OK', 'UNSUB 9\r\n', { verbose: true }],
  ['-ERR', 'SUB a..b 2\r\n', {}],
  ['503', 'PUB nobody rr 0\r\n\r\n', { headers: true, no_responders: true }],
])('who asks for %s after %j and reads nothing is given up', async (_, line, connect) => {
  await flood(line, connect);
  expect(running.closed).toEqual(['Slow Consumer (Pending Bytes)']);
  expect(running.lines).toEqual([
    expect.stringMatching(/ - Slow Consumer Detected: MaxPending of 100000 Exceeded$/),
  ]);
  expect(running.server.slowConsumers).toBe(1);
});

test('no password is logged, however broken the CONNECT', async () => {
  const secrets = '"user":"ann","pass":"secret","auth_token":"secret"';
  for (const line of [
    `CONNECT {${secrets}`,
    `CONNECT {${secrets},}`,
    `CONNECT {"verbose":1,${secrets}}`,
    `CONNECT {"protocol":7,${secrets}}`,
    `CONNECT ${secrets}`,
    `CONNECT {${secrets},"name":"${'a'.repeat(5000)}"}`,
    `CONECT {${secrets}}`,
    `PUB a 30\r\nCONNECT {${secrets}}`,
  ]) {
    const client = await running.connect();
    client.send(`${line}\r\n`);
    await client.closed();
  }
  expect(running.lines).toHaveLength(8);
  expect(running.lines.join('\n')).not.toContain('sec');
});

test('names are bytes: what is no ASCII, or no text at all, arrives as it was sent', async () => {
  const client = await running.quiet();
  const line = 'PUB \xc3\xbc.\xff \xfe\x00 1\r\nx\r\n';
  expect(await client.exchange(`SUB \xc3\xbc.* \xfd \x01\xa0\r\n${line}`)).toBe(
    'MSG \xc3\xbc.\xff \x01\xa0 \xfe\x00 1\r\nx\r\n',
  );
});

test.each([
  ['SUB foo _sys_ 1\r\n', 'Subscription to "foo" using queue "_sys_"'],
  ['PUB _GR_.a 0\r\n\r\n', 'Publish to "_GR_.a"'],
  ['PUB a _GR_.a 0\r\n\r\n', 'Publish with Reply of "_GR_.a"'],
  ['PUB a _R_.a 0\r\n\r\n', 'Publish with Reply of "_R_.a"'],
  ['PUB a $JS.ACK.\x1b 0\r\n\r\n', 'Publish with Reply of "$JS.ACK.\\x1b"'],
])('%j is what only the real server may say, and is not delivered', async (line, what) => {
  const client = await running.quiet();
  await client.exchange('SUB > 1\r\n');
  expect(await client.exchange(line)).toBe(`-ERR 'Permissions Violation for ${what}'\r\n`);
});
