import {
  explain,
  limitOnRealServer,
  patient,
  type Program,
  type TestBroker,
  useWorld,
} from '@workbook/testkit';
import { Subjects } from '../src/subjects';
import { useBank } from './bank';
import {
  canHurry,
  comes,
  oneEach,
  orders,
  publishUntilAcked,
  startCopy,
  subscriptions,
} from './copies';
import { howItEnded } from './words';

limitOnRealServer(60_000);

const bank = useBank();
const advice = {
  look: 'src/shutdown.ts: what if finish() or close() never comes back?',
  read: 'notes/06-heartbeats-and-shutdown.md, "A deadline"',
};

/** What `program` is sent, one after the other. */
type Signals = readonly NodeJS.Signals[];

describe('in a hurry', () => {
  const { broker } = useWorld({ broker: {} });

  test('a second signal, of either kind, ends it at once', async () => {
    const cases: Signals[] = [
      ['SIGINT', 'SIGINT'],
      ['SIGINT', 'SIGTERM'],
      ['SIGTERM', 'SIGINT'],
    ];
    const clients = cases.map((_, index) => `payments-${index + 2}`);
    const env = { ...bank().env, SHUTDOWN_MS: '60000' };
    const programs = await Promise.all(clients.map((client) => startCopy(broker(), client, env)));
    await oneEach(broker(), clients);
    await comes(programs[0]!, () => bank().asked.length >= clients.length);
    for (const [index, program] of programs.entries()) {
      for (const signal of cases[index]!) await program.signal(signal);
      const exit = await program.ended();
      explain(
        {
          expected: `${clients[index]} to end with code 1 at ${cases[index]!.join(' and then ')}, while an order is in hand`,
          happened: howItEnded(clients[index]!, program, exit),
          ...advice,
          look: 'src/shutdown.ts: what does stop() do the second time, whichever the signal?',
        },
        () => expect(exit?.code).toBe(1),
      );
    }
  });

  test('work that never ends: the deadline ends it', async () => {
    const program = await startCopy(broker(), 'payments-2', { ...bank().env, SHUTDOWN_MS: '200' });
    await broker().publish(Subjects.OrderUpdated, ...orders(1));
    await comes(program, () => bank().asked.length === 1);
    await program.signal('SIGTERM');
    const exit = await program.ended();
    explain(
      {
        expected: 'payments-2 to end with code 1 when its 200 ms are over, whatever is in hand',
        happened: ['the bank has not answered, and', howItEnded('payments-2', program, exit)],
        ...advice,
      },
      () => expect(exit?.code).toBe(1),
    );
  });

  test('a broker that is gone: the deadline ends it', async () => {
    const program = await startCopy(broker(), 'payments-2', { SHUTDOWN_MS: '100' });
    await broker().stop();
    await program.signal('SIGTERM');
    // The client gives up by itself 2 s after its close(), which is long after the deadline.
    const exit = await program.ended(1900);
    explain(
      {
        expected: 'payments-2 to end with code 1 when its 100 ms are over, whoever does not answer',
        happened: [
          'nothing was in hand, the broker was gone, and after 1.9 s',
          howItEnded('payments-2', program, exit),
        ],
        ...advice,
        look: 'src/shutdown.ts: does the deadline still run when close() has been called?',
      },
      () => expect(exit?.code).toBe(1),
    );
  });
});

/** Fails unless `program` has ended with code 1, or hears as a new client, once the broker was restarted. */
async function expectNotDeaf(
  broker: TestBroker,
  program: Program,
  what: string,
  away?: () => Promise<unknown>,
): Promise<void> {
  // Counted before: a new client may have subscribed by the time all others are back.
  const before = subscriptions(broker).length;
  await program.signal('SIGUSR2');
  await broker.restart(away ? { away } : {});
  await comes(program, () => subscriptions(broker).length > before, patient(3000));
  const exit = await program.ended(0);
  const hears = subscriptions(broker).length > before;
  explain(
    {
      expected: `payments-2 to end with code 1, or to subscribe again as a new client, when ${what}`,
      happened: [
        'it has not subscribed again, so that the broker gives it nothing, and',
        howItEnded('payments-2', program, exit),
      ],
      ...advice,
      look: 'src/connect.ts: which event says that the connection is lost for good, for whatever reason?',
      read: 'notes/06-heartbeats-and-shutdown.md, "When the broker goes offline"',
    },
    () => expect(exit ? exit.code === 1 : hears).toBe(true),
  );
}

describe('the broker has an empty memory', () => {
  const { broker } = useWorld({ broker: {} });

  test('it ends, and does not go on deaf', async () => {
    const program = await startCopy(broker(), 'payments-2', { ...canHurry, BANK_MS: '0' });
    await expectNotDeaf(broker(), program, 'the broker has come back without its memory');
  });
});

describe('the broker knows it', () => {
  const { broker } = useWorld({ broker: { store: 'disk' } });

  test('a short absence ends nothing', async () => {
    const program = await startCopy(broker(), 'payments-2', { BANK_MS: '0' });
    await broker().restart();
    const event = await publishUntilAcked(broker(), program);
    explain(
      {
        expected: 'payments-2 to go on when the broker is back at once, and knows it still',
        happened: [
          howItEnded('payments-2', program, await program.ended(0)),
          ...broker().facts.storyOf(event),
        ],
        ...advice,
        look: 'src/connect.ts: at which event does it exit? "reconnect" says nothing of what the broker knows',
        read: 'notes/06-heartbeats-and-shutdown.md, "When the broker goes offline"',
      },
      () => expect(broker().facts.acks(event)).not.toHaveLength(0),
    );
  });

  // Of a copy that has never been without its broker before.
  test('a long absence does not leave it deaf', async () => {
    const program = await startCopy(broker(), 'payments-2', { ...canHurry, BANK_MS: '0' });
    const what = 'the broker was away for longer than its client waits';
    await expectNotDeaf(broker(), program, what, () => program.ended(patient(2500)));
  });
});
