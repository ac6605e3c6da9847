import { explain, inTime, list, needs, useWorld } from '@workbook/testkit';
import * as shop from '../src/place-order';
import * as publisher from '../src/publish';
import { type Answer, Outcome, refuse, withhold } from './answers';
import { closed } from './clients';
import { expectOnce, inJSON } from './kept';
import { placed, stored } from './orders';
import { publishAroundRestart } from './publish-around-restart';
import { holdTimers } from './timers';

// What learners wait with is in the hands of the tests, like all else that takes its time.
jest.mock('node:timers/promises', () => ({
  setTimeout: (ms: number, value: unknown) =>
    new Promise((resolve) => globalThis.setTimeout(() => resolve(value), ms)),
}));

needs(publisher, 'src/publish.ts', { publish: 'function' });
needs(shop, 'src/place-order.ts', { placeOrder: 'function' });
const { publish } = publisher;
const { placeOrder } = shop;

/** A broker that keeps one channel and refuses the next. */
const { broker } = useWorld({ broker: { flags: ['-mc', '1'] } });
const look = 'src/publish.ts: which argument of the callback says that it went wrong?';
const read = 'notes/02-channels.md, "Published is what the broker has stored"';
const lookAtOrders = 'src/place-order.ts: when does it return, and what does it leave behind?';
const readOfOrders = 'notes/02-channels.md, "Two writes"';

/** Takes the one place, so that the shop's channel is refused. */
const fillUp = () => broker().publish('ticket:created', { ticketId: '7' });

/** Waits for what a call comes to. */
async function outcomeOf(name: string, call: () => Promise<void>, after: string): Promise<Outcome> {
  const outcome = new Outcome(call);
  await inTime(outcome.settled, {
    expected: `${name} to resolve or to reject`,
    happened: `${after}, and ${name} has done neither`,
    look: name.startsWith('publish') ? look : lookAtOrders,
    read,
  });
  return outcome;
}

/** What a client is told, and what the rejection must say. */
const refusals: [string, Answer, string][] = [
  ['a string, as it comes from the broker', 'stan: invalid publish request', 'invalid publish'],
  ['an Error, as it comes from the client', new Error('stan: publish ack timeout'), 'ack timeout'],
];

test('publish() waits for the answer of the broker, however long it takes', async () => {
  const stan = await broker().connect('shop');
  const answer = withhold(stan);
  holdTimers();
  const outcomes: Outcome[] = [];
  let early: string[];
  try {
    outcomes.push(new Outcome(() => publish(stan, placed('7'))));
    outcomes.push(new Outcome(() => placeOrder(stan, new Map(), '8')));
    await jest.advanceTimersByTimeAsync(29_000);
    early = outcomes.map(({ words }) => words);
  } finally {
    jest.useRealTimers();
  }
  explain(
    {
      expected: 'publish() and placeOrder() to wait while the broker has not answered',
      happened: [
        `publish() was ${early[0]!}, placeOrder() was ${early[1]!}`,
        'the broker was silent for 29 s: it may still refuse, and nobody has been told that it stored anything',
      ],
      look: early[0] === 'pending' ? lookAtOrders : 'src/publish.ts: what makes it resolve?',
      read,
    },
    () => expect(early).toEqual(['pending', 'pending']),
  );
  // One after the other: each may ask for more.
  for (const outcome of outcomes) {
    answer(undefined);
    await outcomeOf('publish()', () => outcome.settled, 'the broker answered that all is stored');
    expect(outcome.words).toBe('resolved');
  }
  expectOnce(await stored(broker()), 'the broker was silent for 29 s, and then answered');
});

test.each(refusals)('publish() rejects when the answer is %s', async (kind, error, said) => {
  const stan = await broker().connect('shop');
  const answer = withhold(stan);
  const outcome = new Outcome(() => publish(stan, placed('7')));
  await broker().settled();
  answer(error);
  await outcomeOf('publish()', () => outcome.settled, `the callback was given ${kind}`);
  explain(
    {
      expected: `publish() to reject with an Error that says why: "${said} ..."`,
      happened: [
        `it ${outcome.words}`,
        ...(outcome.state === 'resolved'
          ? [`the callback's error was set, and you said published: it was ${kind}`]
          : [`src/shop.ts tells its customer: "please try again: ${String(outcome.message)}"`]),
      ],
      look,
      read,
    },
    () => {
      expect(outcome.state).toBe('rejected');
      expect(outcome.message).toEqual(expect.stringContaining(said));
    },
  );
});

test('publish() asks the broker for each event anew, and each is stored as JSON', async () => {
  // It answers before its publish() returns.
  const gone = await closed(await broker().connect('shop-that-left'));
  const stan = await broker().connect('shop');
  const after = 'the client is closed, and called back before its publish() returned';
  const first = await outcomeOf('publish()', () => publish(gone, placed('6')), after);
  const events = [placed('7'), { orderId: '7', status: 'paid' as const }, placed('8')];
  const outcomes = await Promise.all(
    events.map((event) => outcomeOf('publish()', () => publish(stan, event), 'it was stored')),
  );
  const kept = await stored(broker());
  explain(
    {
      expected: `publish() to reject what a closed client does not send, and to have then ${events.map((event) => JSON.stringify(event)).join(' ')} stored`,
      happened: [
        `with the closed client it ${first.words}`,
        `after that it ${list([...new Set(outcomes.map(({ words }) => words))])}`,
        `the channel holds: ${inJSON(kept)}`,
        `the shop's client sent ${broker().facts.published('shop').length} of ${events.length} events`,
      ],
      look: 'src/publish.ts: what is sent, and what outlives a refusal?',
      read,
    },
    () => {
      expect(first.state).toBe('rejected');
      expect(outcomes.map(({ state }) => state)).toEqual(events.map(() => 'resolved'));
      expect(kept).toEqual(events);
    },
  );
});

test('placeOrder() thanks nobody for an order that nobody hears of', async () => {
  await fillUp();
  const stan = await broker().connect('shop');
  const orders: shop.Orders = new Map([['5', 'shipped']]);
  const after = 'the broker answered "too many channels"';
  const outcomes = await Promise.all(
    ['7', '8'].map((id) => outcomeOf('placeOrder()', () => placeOrder(stan, orders, id), after)),
  );
  explain(
    {
      expected: 'placeOrder() to reject orders 7 and 8, and neither to be saved: both were refused',
      happened: [
        `order 7 was ${outcomes[0]!.words}, order 8 ${outcomes[1]!.words}`,
        `${after}, and the database holds ${inWords(orders)}`,
        ...(orders.has('7') || orders.has('8')
          ? ['the database saved it, the event is gone: a dual write, and half of it failed']
          : []),
      ],
      look: lookAtOrders,
      read: readOfOrders,
    },
    () => {
      expect(outcomes.map(({ state }) => state)).toEqual(['rejected', 'rejected']);
      expect([...orders]).toEqual([['5', 'shipped']]);
    },
  );
});

test('placeOrder() saves what is published, whatever becomes of other orders', async () => {
  const gone = await closed(await broker().connect('shop-that-left'));
  const stan = await broker().connect('shop');
  refuse(stan, '3');
  const orders: shop.Orders = new Map();
  const after = 'each event was answered';
  const outcomes = await Promise.all(
    [gone, stan, stan, stan].map((client, index) =>
      outcomeOf('placeOrder()', () => placeOrder(client, orders, String(index + 1)), after),
    ),
  );
  const kept = await stored(broker());
  const isLeftOut = outcomes.some(({ state }, index) => index % 2 === 1 && state === 'rejected');
  explain(
    {
      expected: 'orders 2 and 4 to be saved and published; not order 1 or 3, which were refused',
      happened: [
        'four orders were placed at once: the client of order 1 is closed, and the broker refused order 3',
        ...outcomes.map(({ words }, index) => `order ${index + 1} ${words}`),
        `the database holds ${inWords(orders)}`,
        `the channel holds: ${inJSON(kept)}`,
      ],
      look: isLeftOut
        ? 'src/publish.ts, src/place-order.ts: events are published at the same time. Whose answer makes it reject?'
        : 'src/place-order.ts: orders are placed at the same time. What is undone, and whose?',
      read: readOfOrders,
    },
    () => {
      const states = ['rejected', 'resolved', 'rejected', 'resolved'];
      expect(outcomes.map(({ state }) => state)).toEqual(states);
      expect([...orders].sort()).toEqual([
        ['2', 'placed'],
        ['4', 'placed'],
      ]);
      expect(kept).toEqual([placed('2'), placed('4')]);
    },
  );
});

describe('a broker on disk that is started again', () => {
  const { broker: disk } = useWorld({ broker: { store: 'disk' } });

  test('is waited for: publish() says what became of the event', async () => {
    const { outcomes, early, kept } = await publishAroundRestart(disk(), publish, outcomeOf);
    const isKept = ['7', '8'].map((orderId) =>
      kept.some((data) => JSON.stringify(data) === JSON.stringify(placed(orderId))),
    );
    explain(
      {
        expected: 'publish() to resolve what the broker has stored, and to reject what it has not',
        happened: [
          'order 7 was published and its answer came late; order 8, while the client was reconnecting',
          `before the answers were handed on, order 7 was ${early[0]!}, order 8 ${early[1]!}`,
          `the broker is back, and the channel holds: ${inJSON(kept)}`,
        ],
        look: 'src/publish.ts: what makes it reject? The client sends later what it could not send',
        read,
      },
      () =>
        expect(outcomes.map(({ state }) => state)).toEqual(
          isKept.map((is) => (is ? 'resolved' : 'rejected')),
        ),
    );
    expectOnce(
      kept,
      'order 7 was published before the broker went, order 8 while the client was reconnecting',
    );
  });
});

function inWords(orders: shop.Orders): string {
  const all = [...orders].map(([id, status]) => `order ${id}, ${status}`);
  return all.length > 0 ? list(all) : 'no order';
}
