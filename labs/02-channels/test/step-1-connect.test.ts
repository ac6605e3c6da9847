import { explain, useBroker } from '@workbook/testkit';
import { crashed, lastWords, listens, startListener } from './programs';

const broker = useBroker();
const read = 'notes/02-channels.md, "Connecting"';

test('two copies run side by side', async () => {
  const copies = [startListener(broker().url), startListener(broker().url)];
  const running = await Promise.all(copies.map(listens));
  const refused = copies[running.indexOf(false)];
  explain(
    {
      expected: 'two copies of payments to be connected at the same time',
      happened: ['one of them ended:', ...(refused ? lastWords(refused) : [])],
      look: 'src/connect.ts: which cluster is asked for, and under which client ID?',
      read,
    },
    () => expect(refused).toBeUndefined(),
  );
});

test.each([
  ['a cluster that the server does not serve', 'bakery', 'bakery'],
  ['an address where no broker is', 'ticketing', 'nats://127.0.0.1:'],
])('%s: it says so and ends', async (_, cluster, said) => {
  const { url } = broker();
  if (cluster === 'ticketing') await broker().stop();
  const program = startListener(url, cluster);
  const exit = await program.ended(8000);
  explain(
    {
      expected: `payments to say what is wrong at ${url}, cluster "${cluster}", and to end with code 1`,
      happened: exit ? [`it ended with code ${exit.code}`, ...lastWords(program)] : 'it still runs',
      look: 'src/connect.ts: who listens to the error event of the client?',
      read,
    },
    () => {
      expect(exit?.code).toBe(1);
      expect(crashed(program)).toBe(false);
      expect(program.lines.join('\n')).toContain(said);
    },
  );
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s: it closes its connection and ends', async (name) => {
  const program = startListener(broker().url);
  const running = await listens(program);
  await program.signal(name);
  const exit = await program.ended();
  explain(
    {
      expected: `payments to end by itself at ${name}`,
      happened: !running
        ? lastWords(program)
        : exit
          ? `it ended with ${exit.signal ?? `code ${exit.code}`}`
          : 'it still runs',
      look: 'src/connect.ts: who listens to the signals?',
      read,
    },
    () => expect(exit).toEqual({ code: 0, signal: null }),
  );
});

describe('a broker that lets nobody in without a token', () => {
  const closed = useBroker({ flags: ['--auth', 'let-me-in'] });

  test('it says what the broker said and ends', async () => {
    const program = startListener(closed().url);
    const exit = await program.ended(8000);
    explain(
      {
        expected: 'payments to say "Authorization Violation", and to end with code 1',
        happened: exit
          ? [`it ended with code ${exit.code}`, ...lastWords(program)]
          : 'it still runs',
        look: 'src/connect.ts: who listens to the error event of the client?',
        read,
      },
      () => {
        expect(exit?.code).toBe(1);
        expect(crashed(program)).toBe(false);
        expect(program.lines.join('\n')).toContain('Authorization Violation');
      },
    );
  });
});
