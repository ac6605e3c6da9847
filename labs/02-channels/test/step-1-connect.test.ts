import { explain, list, patient, type Program, startProgram, useWorld } from '@workbook/testkit';
import {
  clientIDs,
  crashed,
  environment,
  lastWords,
  listener,
  listens,
  nobodysAddress,
  places,
  startCopy,
} from './programs';
import { ComplainingLine } from './interruption';

const { broker } = useWorld({ broker: {} });
const read = 'notes/02-channels.md, "Connecting"';

test('copies run side by side, and say goodbye at Ctrl-C and SIGTERM', async () => {
  const copies = await Promise.all(places.map((place) => startCopy(broker(), place)));
  const running = await Promise.all(copies.map(listens));
  const refused = copies[running.indexOf(false)];
  const ids = clientIDs(broker());
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  explain(
    {
      expected: `${copies.length} copies of payments to be connected at the same time`,
      happened: [
        'one of them did not get in:',
        ...(refused ? lastWords(refused) : []),
        ...(refused && twice !== undefined
          ? [
              `two processes gave the same client ID, ${twice}`,
              'all started at the same moment; two on the same machine, two with the same process number',
            ]
          : []),
      ],
      look: 'src/connect.ts: which cluster is asked for, and under which client ID?',
      read,
    },
    () => expect(refused).toBeUndefined(),
  );
  const signals = ['SIGINT', 'SIGTERM'] as const;
  await Promise.all(signals.map((name, index) => copies[index]!.signal(name)));
  const exits = await Promise.all(signals.map((_, index) => copies[index]!.ended()));
  const silent = copies
    .slice(0, signals.length)
    .flatMap(({ lines }) => ids.filter((id) => lines.some((line) => line.startsWith(`${id} `))))
    .filter((id) => !broker().facts.hasClosed(id));
  explain(
    {
      expected: `payments to close its connection and to end with code 0 at ${list([...signals])}`,
      happened: [
        ...signals.map((name, index) => `at ${name} ${inWords(exits[index])}`),
        ...silent.map((id) => `${id} did not tell the broker that it leaves`),
      ],
      look: 'src/connect.ts: what is called at a signal, and what ends the program?',
      read,
    },
    () => {
      expect(exits).toEqual(signals.map(() => ({ code: 0, signal: null })));
      expect(silent).toEqual([]);
    },
  );
});

test('whoever is not let in says why, and ends with code 1', async () => {
  await broker().connect('payments-1');
  const nobodys = await nobodysAddress();
  const env = environment({ NATS_CLUSTER_ID: undefined });
  const cases = [
    {
      what: 'no broker is at its address',
      said: nobodys,
      program: startProgram(listener, { url: nobodys, env }),
    },
    {
      what: 'the server does not serve its cluster, "bakery"',
      said: 'bakery',
      program: await broker().startProgram(listener, { clusterID: 'bakery' }),
    },
    {
      what: 'its client ID is taken: NATS_CLIENT_ID is payments-1',
      said: 'already registered',
      program: await broker().startProgram(listener, { clientID: 'payments-1', env }),
    },
  ];
  const exits = await Promise.all(cases.map(({ program }) => program.ended(patient(6000))));
  cases.forEach(({ what, said, program }, index) => {
    const exit = exits[index];
    const refusals = broker().facts.all.flatMap((fact) =>
      fact.kind === 'connected' && fact.refused ? [fact.refused] : [],
    );
    const isRefused = said === 'already registered' && refusals.length > 0;
    explain(
      {
        expected: `payments to say what explain() makes of the error, and to end with code 1: ${what}`,
        happened: exit
          ? [
              inWords(exit),
              ...lastWords(program),
              ...(isRefused
                ? [`the broker answered "${refusals[0]!}": the client raises that as a string`]
                : []),
            ]
          : `it still runs, and has said ${program.lines.join(' ') || 'nothing'}`,
        look: 'src/connect.ts: who listens to the error event of the client, and what becomes of the error?',
        read,
      },
      () => {
        expect(exit?.code).toBe(1);
        expect(crashed(program)).toBe(false);
        expect(program.lines.join('\n')).toContain(said);
      },
    );
  });
});

test('whoever is told of an error later on says so as well, and ends with code 1', async () => {
  const line = await ComplainingLine.open(await broker().newURL());
  try {
    const env = environment({ NATS_CLUSTER_ID: undefined });
    const program = startProgram(listener, { url: line.url, env });
    const isConnected = await listens(program);
    const said = 'Maximum Payload Violation';
    const before = program.lines.length;
    if (isConnected) line.complain(said);
    const exit = await program.ended(patient(4000));
    explain(
      {
        expected: 'payments to say what explain() makes of an error, and to end with code 1',
        happened: [
          ...(isConnected
            ? [`it was connected, and then the server sent the error "${said}"`]
            : ['it did not get to listen']),
          inWords(exit),
          ...(exit
            ? lastWords(program)
            : [`since then it has said: ${program.lines.slice(before).join(' / ') || 'nothing'}`]),
        ],
        look: 'src/connect.ts: who listens to the error event of a client that is connected, and what ends the program?',
        read,
      },
      () => {
        expect(isConnected).toBe(true);
        expect(exit).toEqual({ code: 1, signal: null });
        expect(crashed(program)).toBe(false);
        expect(program.lines.join('\n')).toContain(said);
      },
    );
  } finally {
    line.close();
  }
});

function inWords(exit: Awaited<ReturnType<Program['ended']>>): string {
  if (!exit) return 'it still runs';
  return `it ended with ${exit.signal ?? `code ${exit.code}`}`;
}
