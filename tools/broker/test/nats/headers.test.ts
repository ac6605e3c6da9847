import { RunningServer } from './running-server';

const running = new RunningServer();

const HEADERS = 'NATS/1.0\r\nA: b\r\n\r\n';
const HPUB = `HPUB foo 18 20\r\n${HEADERS}hi\r\n`;
/** What is sent at once to who asked for something that nobody serves. */
const nobody = (subject: string, sid: string): string =>
  `HMSG ${subject} ${sid} 16 16\r\nNATS/1.0 503\r\n\r\n\r\n`;
const REQUEST = 'PUB nobody rr 2\r\nhi\r\n';
const both = { headers: true, no_responders: true };

test('headers go to who knows them, and everybody else gets the payload', async () => {
  const client = await running.quiet({ headers: true });
  const other = await running.quiet();
  await other.exchange('SUB foo 1\r\n');
  expect(await client.exchange(`SUB foo 2\r\n${HPUB}`)).toBe(
    `HMSG foo 2 18 20\r\n${HEADERS}hi\r\n`,
  );
  expect(await other.exchange('')).toBe('MSG foo 1 2\r\nhi\r\n');
  const request = `HPUB foo re.ply 18 18\r\n${HEADERS}\r\n`;
  expect(await client.exchange(request)).toBe(`HMSG foo 2 re.ply 18 18\r\n${HEADERS}\r\n`);
  expect(await other.exchange('')).toBe('MSG foo 1 re.ply 0\r\n\r\n');
});

test('a member of a queue that does not know headers gets the payload', async () => {
  const client = await running.quiet({ headers: true, echo: false });
  const member = await running.quiet();
  await member.exchange('SUB foo q 1\r\n');
  await client.exchange(`SUB foo q 2\r\n${HPUB}`);
  expect(await member.exchange('')).toBe('MSG foo 1 2\r\nhi\r\n');
});

test('who did not ask for headers may not send them, and is not told why it must go', async () => {
  const client = await running.quiet();
  client.send(HPUB);
  expect(await client.closed()).toBe('');
  expect(running.lines).toEqual([expect.stringMatching(/ - message headers not supported$/)]);
  const changed = await running.quiet({ headers: true });
  expect(await changed.exchange('CONNECT {"headers":false}\r\n')).toBe('');
  changed.send(HPUB);
  expect(await changed.closed()).toBe('');
});

test('with headers, verbose and pedantic are as without', async () => {
  const client = await running.quiet({ headers: true, verbose: true, pedantic: true });
  expect(await client.exchange(`SUB foo.* 1\r\n${HPUB.replace('foo', 'foo.*')}`)).toBe(
    `+OK\r\n-ERR 'Invalid Publish Subject'\r\n+OK\r\nHMSG foo.* 1 18 20\r\n${HEADERS}hi\r\n`,
  );
});

test('headers count: in limits and in what came and went', async () => {
  const client = await running.quiet({ headers: true });
  await client.exchange(`SUB foo 1\r\n${HPUB}`);
  expect(running.server.traffic).toMatchObject({ inBytes: 20, outBytes: 20 });
  client.send('HPUB foo 18 1048577\r\n');
  expect(await client.closed()).toBe("-ERR 'Maximum Payload Violation'\r\n");
});

describe('a request that nobody serves', () => {
  test('is answered at once, if the client wants to know', async () => {
    const client = await running.quiet(both);
    expect(await client.exchange(`SUB rr 1\r\n${REQUEST}`)).toBe(nobody('rr', '1'));
    const withHeaders = `HPUB nobody rr 18 20\r\n${HEADERS}hi\r\n`;
    expect(await client.exchange(withHeaders)).toBe(nobody('rr', '1'));
    const quiet = await running.quiet({ headers: true });
    expect(await quiet.exchange(`SUB rr 1\r\n${REQUEST}`)).toBe('');
  });

  test('has an answer only for a subscription of its own that is in no queue', async () => {
    const other = await running.quiet();
    await other.exchange('SUB rr 1\r\n');
    const client = await running.quiet(both);
    expect(await client.exchange(REQUEST)).toBe('');
    expect(await client.exchange(`SUB rr q 1\r\n${REQUEST}`)).toBe('');
    const request = 'PUB nobody r.x 2\r\nhi\r\n';
    expect(await client.exchange(`SUB r.* 2\r\n${request}`)).toBe(nobody('r.x', '2'));
    expect(await other.exchange('')).toBe('');
  });

  test('is one that only its own subscriptions would get, if they are not to', async () => {
    const client = await running.quiet({ ...both, echo: false });
    const request = 'PUB svc rr 2\r\nhi\r\n';
    await client.exchange('SUB svc 1\r\nSUB svc q 2\r\nSUB rr 3\r\n');
    expect(await client.exchange(request)).toBe(nobody('rr', '3'));
    const server = await running.quiet();
    await server.exchange('SUB svc q 1\r\n');
    expect(await client.exchange(request)).toBe('');
  });

  test('does not count for who wants one message', async () => {
    const client = await running.quiet(both);
    await client.exchange('SUB rr 1\r\nUNSUB 1 1\r\n');
    expect(await client.exchange(REQUEST + REQUEST)).toBe(nobody('rr', '1').repeat(2));
    expect(running.server.traffic.outMessages).toBe(0);
    const answer = 'PUB rr 2\r\nho\r\n';
    expect(await client.exchange(answer + answer)).toBe('MSG rr 1 2\r\nho\r\n');
    expect(await client.exchange(REQUEST)).toBe('');
  });

  test('is answered behind the +OK, and behind the complaint of its subject', async () => {
    const client = await running.quiet({ ...both, verbose: true, pedantic: true });
    await client.exchange('SUB rr 1\r\n');
    expect(await client.exchange('PUB a..b rr 0\r\n\r\n')).toBe(
      `-ERR 'Invalid Publish Subject'\r\n+OK\r\n${nobody('rr', '1')}`,
    );
  });

  test('is not for who does not know headers: the connection ends', async () => {
    const client = await running.connect();
    await client.until('\r\n');
    client.send('CONNECT {"no_responders":true}\r\n');
    expect(await client.closed()).toBe("-ERR 'no responders requires headers support'\r\n");
    expect(running.closed).toEqual(['No Responders Requires Headers']);
  });
});
