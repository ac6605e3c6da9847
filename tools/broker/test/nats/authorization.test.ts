import { RunningServer } from './running-server';

const nothing = (): Promise<void> => Promise.resolve();
/** `exchange` and all that comes before it takes the PONG away. */
const WELCOME = '+OK\r\n';

describe('a user and a password', () => {
  const running = new RunningServer({ authorization: { user: 'ann', password: 'secret' } });

  test('INFO says that the client has to say who it is', async () => {
    const info = await (await running.connect()).until('\r\n');
    expect(JSON.parse(info.slice('INFO '.length))).toMatchObject({ auth_required: true });
  });

  test('who says the right ones is let in', async () => {
    const client = await running.connect();
    await client.until('\r\n');
    expect(await client.exchange('CONNECT {"user":"ann","pass":"secret"}\r\n')).toBe(WELCOME);
    await running.clock.pass(10_000, nothing);
    expect(await client.exchange('CONNECT {"verbose":false}\r\n')).toContain('PING\r\n');
  });

  test.each([
    'PING\r\n',
    'PONG\r\n',
    'SUB foo 1\r\n',
    'PUB foo 0\r\n\r\n',
    'NONSENSE\r\n',
    'CONNECT {}\r\n',
    'CONNECT {"user":"ann"}\r\n',
    'CONNECT {"user":"ann","pass":"Secret"}\r\n',
    'CONNECT {"user":"bob","pass":"secret"}\r\n',
    'CONNECT {"auth_token":"ann"}\r\n',
  ])('C8 %j is refused, and nothing after it is read', async (text) => {
    const witness = await running.connect();
    await witness.exchange('CONNECT {"user":"ann","pass":"secret","verbose":false}\r\nSUB > 1\r\n');
    const client = await running.connect();
    await client.until('\r\n');
    client.send(`${text}PUB stolen 0\r\n\r\n`);
    expect(await client.closed()).toBe("-ERR 'Authorization Violation'\r\n");
    expect(await witness.exchange('')).toBe('');
    expect(running.lines.filter((line) => line.startsWith('[ERR]'))).toEqual([
      expect.stringMatching(/^\[ERR\] 127\.0\.0\.1:\d+ - cid:9 - authentication error$/),
    ]);
  });

  test('a CONNECT that comes in pieces is let in', async () => {
    const client = await running.connect();
    await client.until('\r\n');
    for (const byte of 'connect {"user":"ann","pass":"secret"}\r\n') client.send(byte);
    expect(await client.exchange('')).toBe(WELCOME);
  });

  test('who comes back as somebody else is sent away', async () => {
    const client = await running.connect();
    await client.exchange('CONNECT {"user":"ann","pass":"secret","verbose":false}\r\n');
    client.send('CONNECT {"user":"bob"}\r\n');
    expect(await client.closed()).toBe("-ERR 'Authorization Violation'\r\n");
  });

  test('C8 who says nothing for 2 s is sent away', async () => {
    const client = await running.connect();
    await client.until('\r\n');
    await running.clock.pass(1999, nothing);
    expect(running.lines).toEqual([]);
    await running.clock.pass(1, nothing);
    // It was not asked before whether it is there: its PONG would come from a stranger.
    expect(await client.closed()).toBe("-ERR 'Authentication Timeout'\r\n");
    expect(running.lines).toEqual([expect.stringMatching(/^\[DBG\] .* - Authentication Timeout$/)]);
  });
});

describe('a token', () => {
  const running = new RunningServer({ authorization: { token: 'key', user: 'ann', timeout: 500 } });

  test('who says it is let in', async () => {
    const client = await running.connect();
    await client.until('\r\n');
    expect(await client.exchange('CONNECT {"auth_token":"key"}\r\n')).toBe(WELCOME);
  });

  test.each(['{"auth_token":"k"}', '{"user":"key"}', '{"user":"ann"}'])(
    '%s is refused',
    async (json) => {
      const client = await running.connect();
      await client.until('\r\n');
      client.send(`CONNECT ${json}\r\n`);
      expect(await client.closed()).toBe("-ERR 'Authorization Violation'\r\n");
    },
  );

  test('the time to say it is as it was set', async () => {
    const client = await running.connect();
    await client.until('\r\n');
    await running.clock.pass(500, nothing);
    expect(await client.closed()).toBe("-ERR 'Authentication Timeout'\r\n");
  });
});
