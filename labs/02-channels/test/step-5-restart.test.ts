import {
  explain,
  found,
  limitOnRealServer,
  needs,
  patient,
  type TestBroker,
  times,
  useWorld,
} from '@workbook/testkit';
import * as staying from '../src/stay';
import { Books } from './books';
import type { Patience } from './clients';
import { Dialling } from './dialling';
import { place } from './orders';

// What learners wait with is in the hands of the tests, like all else that takes its time.
jest.mock('node:timers/promises', () => ({
  setTimeout: (ms: number, value: unknown) =>
    new Promise((resolve) => globalThis.setTimeout(() => resolve(value), ms)),
}));

needs(staying, 'src/stay.ts', { stay: 'function' });
limitOnRealServer(30_000);
const advice = {
  look: 'src/stay.ts: which event says that the broker does not know this client any more?',
  read: 'notes/02-channels.md, "When the broker restarts"',
};
/** What is found of an error that the learner's code leaves to nobody. */
const uncaught = found({
  expected: 'the books to go on while the broker is away, and to open when it is back',
  happened: [
    'dial() was rejected: no broker was there',
    'nobody caught that: an error that nobody catches ends the process',
  ],
  ...advice,
  look: 'src/stay.ts: dial() fails while the broker is away. Who catches that, and who tries again?',
});
const isReal = process.env.NATS_STREAMING_SERVER !== undefined;
/** An answer is late where the machine is busy: who gives up too soon gives up a broker that is there. */
const every = isReal ? 1000 : patient(250);
/** A client that gives a broker up soon, and one that waits for it. */
const impatient: Patience = { every, times: 1 };
const patientOnes: Patience = { every, times: 4 };

/** Opens the books, runs the test with them, and ends what is left of them. */
async function withBooks(
  broker: TestBroker,
  patience: Patience,
  run: (books: Books) => Promise<void>,
): Promise<void> {
  const books = new Books(await broker.newURL(), patience, uncaught);
  books.open(staying.stay);
  try {
    await books.until(() => books.clients.length > 0);
    await run(books);
  } finally {
    await books.close(broker);
  }
}

/** The orders were written down once each and no others, by so many clients in all. */
function expectOrders(books: Books, orders: string[], clients: number, when: string): void {
  const isSilent = !orders.every((order) => books.handled.includes(order));
  const [what, look] =
    isSilent && books.lastDialFailed
      ? [
          'dial() failed while the broker was away, and was not called again',
          'src/stay.ts: what happens after a dial() that fails?',
        ]
      : isSilent && books.lost > 1 && books.clients.length === books.lost
        ? [
            'the client that took over was lost as well, and none took over from it',
            'src/stay.ts: who listens to the client that takes over?',
          ]
        : isSilent && books.lost > 0
          ? [
              'whom the broker has forgotten stays deaf. Build a new client and subscribe again',
              advice.look,
            ]
          : isSilent
            ? ['no client heard connection_lost, and none has these orders', advice.look]
            : [
                `clients that got in or are on their way: ${books.dialled - books.failed}; wanted: ${clients}`,
                'src/stay.ts: at which events does it start afresh, and how often for one lost client?',
              ];
  explain(
    {
      expected: `the books to have order ${orders.join(', ')} once each, with ${clients === 1 ? 'one client' : `${clients} clients`} in all, ${when}`,
      happened: [...books.story, what],
      ...advice,
      look,
    },
    () => {
      expect(books.handled).toEqual(orders);
      expect(books.dialled - books.failed).toBe(clients);
    },
  );
}

describe('a broker that keeps its channels in memory', () => {
  const { broker } = useWorld({ broker: {} });

  test('forgets them and who listened, each time: the books need a new client', () =>
    withBooks(broker(), impatient, async (books) => {
      await place(broker(), '1');
      await books.has('1');
      const orders = ['1'];
      expectOrders(books, orders, 1, 'before any restart');
      for (const restart of [1, 2, 3]) {
        const isLong = restart === 2;
        const when = isLong
          ? 'after a restart during which the broker was away for longer than a client waits'
          : `after the restart number ${restart}`;
        await broker().restart(
          isLong
            ? { away: () => books.until(() => books.failed > 0, patient(isReal ? 5000 : 2500)) }
            : undefined,
        );
        await books.until(() => books.clients.length > restart);
        const [order, next] = [`${restart + 1}`, `${restart + 1}b`];
        await place(broker(), order, next);
        await books.has(next);
        await broker().settled();
        orders.push(order, next);
        expectOrders(books, orders, restart + 1, when);
      }
    }));
});

describe('a broker that keeps its channels on disk', () => {
  const { broker } = useWorld({ broker: { store: 'disk' } });

  test('remembers both, each time: the books go on, and nothing is written twice', () =>
    withBooks(broker(), patientOnes, async (books) => {
      await place(broker(), '1');
      await books.has('1');
      const orders = ['1'];
      for (const restart of [1, 2]) {
        await broker().restart();
        await books.until(() => books.reconnected === restart);
        await place(broker(), `${restart + 1}`, `${restart + 1}b`);
        orders.push(`${restart + 1}`, `${restart + 1}b`);
        await books.has(orders.at(-1)!);
        await broker().settled();
        expectOrders(books, orders, 1, 'which the broker remembers after a restart');
      }
    }));
});

describe('a broker that is away for two minutes, and then slow', () => {
  const { broker } = useWorld({ broker: {} });

  test('one new client takes over, and one only', async () => {
    const clients = [await broker().connect('books-1'), await broker().connect('books-2')];
    const dialling = new Dialling(clients, uncaught);
    const look = 'src/stay.ts: who decides that it is time to call dial() again?';
    const expected = 'one new client to listen when the broker is back';
    try {
      await dialling.begin(staying.stay);
      dialling.isAway = true;
      dialling.lose(clients[0]!);
      await dialling.pass(120);
      dialling.isAway = false;
      await dialling.pass(120, () => dialling.listening.length > 1);
      explain(
        {
          expected,
          happened: [
            'the broker was away for two minutes, then it let clients in again, after 2 s each',
            `while it was away dial() was called ${times(dialling.failed)}, and after that ${times(dialling.succeeding)}`,
            `new clients that listened: ${dialling.listening.length - 1}`,
            ...(dialling.most > 1
              ? [
                  'dial() was called while a client was still waiting to be let in: each of them gets in',
                ]
              : []),
          ],
          ...advice,
          look,
        },
        () => {
          expect(dialling.most).toBe(1);
          expect(dialling.listening).toEqual(clients);
        },
      );
    } finally {
      dialling.end();
    }
  });
});

describe('a broker on disk that ends a connection, and is back after three seconds', () => {
  const { broker } = useWorld({ broker: {} });

  test('still knows the client: no other one is wanted until that one is lost', async () => {
    const clients = [await broker().connect('books-1'), await broker().connect('books-2')];
    const dialling = new Dialling(clients, uncaught);
    try {
      await dialling.begin(staying.stay);
      await dialling.interrupt(clients[0]!, 3);
      await dialling.pass(10);
      explain(
        {
          expected: 'the books to go on with the client that they have',
          happened: [
            'the client raised error, disconnect, 3 s later reconnect, and no connection_lost: it is still known',
            `dial() was called ${times(dialling.succeeding)} after that disconnect`,
            `new clients that listened: ${dialling.listening.length - 1}`,
          ],
          ...advice,
          look: 'src/stay.ts: at which events, and after how long, does it start afresh?',
        },
        () => {
          expect(dialling.succeeding).toBe(0);
          expect(dialling.listening).toEqual(clients.slice(0, 1));
        },
      );
      dialling.lose(clients[0]!);
      await dialling.pass(20, () => dialling.listening.length > 1);
      explain(
        {
          expected: 'a new client to listen when that one is lost, whatever it raised before',
          happened: [
            'the server ended the connection with the error "Stale Connection", and the client found it again',
            ...dialling.rejection,
            `later the client raised connection_lost: dial() was called ${times(dialling.succeeding)} after that`,
          ],
          ...advice,
          look: 'src/stay.ts: what ends the wait for connection_lost?',
        },
        () => expect(dialling.listening).toEqual(clients),
      );
    } finally {
      dialling.end();
    }
  });
});
