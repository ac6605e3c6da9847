import { explain, type Published, type TestBroker, useWorld } from '@workbook/testkit';
import type { BusEvent } from '../src/events';
import { Subjects } from '../src/subjects';
import { type Name, ServiceProcess } from './services';

/** What each service has in hand at the signal, and what comes to it afterwards: of that, all is called "late". */
const ticket = { id: 't1', title: 'concert', price: 20, version: 0 };
const late = 'late';
const events: readonly {
  readonly channel: BusEvent['subject'];
  readonly data: object;
  readonly later: object;
}[] = [
  {
    channel: Subjects.OrderCreated,
    data: { id: 'o1', ticketId: 't1', account: 'ann' },
    later: { id: 'o2', ticketId: late, account: 'ann' },
  },
  {
    channel: Subjects.TicketCreated,
    data: { ...ticket, id: 't2' },
    later: { ...ticket, id: late },
  },
  {
    channel: Subjects.TicketUpdated,
    data: { ...ticket, version: 1, order: { id: 'o7', account: 'bob' } },
    later: { ...ticket, id: late, version: 1, order: { id: 'o8', account: late } },
  },
  {
    channel: Subjects.TransactionCreated,
    data: { id: 'd1', account: 'ann', number: 1, kind: 'deposit', amount: 100 },
    later: { id: 'd2', account: late, number: 1, kind: 'deposit', amount: 100 },
  },
];

/** What each listens to. */
const hears: Readonly<Record<Name, readonly BusEvent['subject'][]>> = {
  tickets: [Subjects.OrderCreated],
  orders: [Subjects.TicketCreated, Subjects.TicketUpdated],
  transactions: [Subjects.TicketUpdated],
  accounts: [Subjects.TransactionCreated],
};

/** How each is told to end: a second signal changes nothing. */
const signals: Readonly<Record<Name, readonly NodeJS.Signals[]>> = {
  tickets: ['SIGTERM', 'SIGINT'],
  orders: ['SIGINT'],
  transactions: ['SIGTERM'],
  accounts: ['SIGINT', 'SIGINT'],
};
const names = Object.keys(hears) as Name[];
const look = 'src/bus/shutdown.ts, and stop() in src/bus/listener.ts';

/** The tests in which services are processes. */
export function testServices(read: string): void {
  describe('a service', () => {
    const { broker, database, pass, settled } = useWorld({
      broker: { heartbeatInterval: '1s', heartbeatTimeout: '1s', heartbeatFailCount: 1 },
      database: {},
    });
    const started: ServiceProcess[] = [];
    afterEach(() => {
      for (const service of started.splice(0)) service.close();
    });

    async function start(
      name: Name,
      number = 1,
      env: Readonly<Record<string, string>> = {},
    ): Promise<ServiceProcess> {
      const servers = { broker: broker(), database: database() };
      const service = await ServiceProcess.start(name, number, servers, env);
      started.push(service);
      return service;
    }

    async function quiet(): Promise<void> {
      let before: number;
      do {
        before = broker().traffic + database().traffic;
        await Promise.all(started.map(({ program }) => program.hears()));
        await settled();
      } while (broker().traffic + database().traffic !== before);
    }

    test('at a signal each finishes what it has in hand, says goodbye and ends', async () => {
      await database().store('tickets', 'tickets', { ...ticket, _id: 't1', untold: [] });
      await database().store('orders', 'tickets', { ...ticket, _id: 't1' });
      const services = await Promise.all(names.map((name) => start(name)));
      await quiet();
      const hold = database().hold();
      const inHand = await publish(broker(), 'data');
      await quiet();
      await Promise.all(services.map((each, n) => each.signal(...signals[names[n]!])));
      await publish(broker(), 'later');
      await quiet();
      const before = await Promise.all(services.map((each) => each.state()));
      const left = services.filter(({ copy }) => broker().facts.hasClosed(copy));
      const exits = await Promise.all(services.map(({ program }) => program.ended(0)));
      explain(
        {
          expected: 'each service to wait for its database, which had not answered it yet',
          happened: before.flat(),
          look,
          read,
        },
        () => expect([left.length, exits.filter((exit) => exit).length]).toEqual([0, 0]),
      );
      hold.end();
      for (const [n, service] of services.entries()) {
        const { copy, program } = service;
        const exit = await program.ended();
        const its = hears[names[n]!].map((channel) => inHand.get(channel)!);
        const begun = database()
          .facts.sent(copy)
          .filter(({ sent }) => JSON.stringify(sent).includes(late));
        explain(
          {
            expected: `${copy} to acknowledge what it had in hand at ${signals[names[n]!].join(' and ')}, then to say goodbye, then to let its database go, and to end with code 0; and to begin nothing that came after the signal`,
            happened: [
              ...its.flatMap((event) => broker().facts.storyOf(event)),
              ...(begun.length > 0 ? [`${copy} has asked its database about what came later`] : []),
              ...(await service.state()),
            ],
            look,
            read,
          },
          () => {
            expect(exit?.code).toBe(0);
            expect(its.filter((event) => !service.hasAckedInTime(event))).toEqual([]);
            expect(broker().facts.hasClosed(copy)).toBe(true);
            expect([service.wasGoodbyeFirst, begun.length]).toEqual([true, 0]);
          },
        );
      }
    });

    test('when the deadline is over it ends, and what it had in hand comes to another copy', async () => {
      const service = await start('accounts', 1, { SHUTDOWN_MS: '300' });
      await quiet();
      const hold = database().hold();
      const event = (await publish(broker(), 'data')).get(Subjects.TransactionCreated)!;
      await quiet();
      await service.signal('SIGTERM');
      const exit = await service.program.ended();
      const state = await service.state();
      hold.end();
      await start('accounts', 2);
      await pass('10s');
      await quiet();
      explain(
        {
          expected:
            'accounts-1, whose database does not answer, to end with code 1 after its 300 ms; and accounts-2 to be given what accounts-1 had in hand',
          happened: [...state, ...broker().facts.storyOf(event)],
          look,
          read,
        },
        () => {
          expect(exit?.code).toBe(1);
          expect(
            broker()
              .facts.acks(event)
              .map(({ client }) => client),
          ).toEqual(['accounts-2']);
        },
      );
    });

    test('a broker that is gone does not keep it', async () => {
      const service = await start('orders', 1, { SHUTDOWN_MS: '300' });
      await quiet();
      await broker().stop();
      await service.signal('SIGINT');
      // Its client gives up by itself 2 s after its close().
      const exit = await service.program.ended(1900);
      explain(
        {
          expected:
            'orders-1 to end with code 1 after its 300 ms, although no broker answers its goodbye',
          happened: await service.state(),
          look: 'src/bus/shutdown.ts: does the deadline hold for the bus as well?',
          read,
        },
        () => expect(exit?.code).toBe(1),
      );
    });
  });
}

/** Publishes one event on each channel; gives them by their channels. */
async function publish(
  broker: TestBroker,
  which: 'data' | 'later',
): Promise<Map<BusEvent['subject'], Published>> {
  const published = new Map<BusEvent['subject'], Published>();
  for (const event of events) {
    const [stored] = await broker.publish(event.channel, event[which]);
    published.set(event.channel, stored!);
  }
  return published;
}
