import type { Message, Stan } from 'node-nats-streaming';
import type { Answer, Asked, TestDatabase } from '@workbook/testkit/predict';
import { accountsIn } from './src/accounts/accounts';
import { TransactionCreatedListener } from './src/accounts/listeners';
import { Listener } from './src/bus/listener';
import { type Parked, ParkedInDatabase } from './src/bus/parked';
import type { OrderCreated, Transaction } from './src/events';
import { copiesIn } from './src/orders/copies';
import { TicketCreatedListener, TicketUpdatedListener } from './src/orders/listeners';
import { OwnedRows } from './src/owned';
import { type Tell, tellOn } from './src/publishers';
import { Subjects } from './src/subjects';
import { changePrice, createTicket, type Tickets } from './src/tickets/tickets';

const ticketUpdated: string = Subjects.TicketUpdated;
const deposit: Transaction = { id: 'd1', account: 'ann', number: 1, kind: 'deposit', amount: 100 };

/** Listeners print what comes, and the answers are printed by somebody else. */
async function quietly<Result>(run: () => Promise<Result>): Promise<Result> {
  const { log, error } = console;
  console.log = console.error = () => undefined;
  try {
    return await run();
  } finally {
    Object.assign(console, { log, error });
  }
}

/** Lets seconds pass. After each, and at once, what has come is handled and the broker knows what became of it. */
async function seconds(
  { broker, pass }: Asked,
  database: TestDatabase,
  count: number,
  after: (second: number) => void = () => undefined,
): Promise<void> {
  for (let second = 0; second <= count; second++) {
    if (second > 0) await pass('1s');
    for (let before = -1; before !== broker.traffic + database.traffic;) {
      before = broker.traffic + database.traffic;
      await broker.settled();
      await database.settled();
    }
    after(second);
  }
}

function times(count: number): string {
  return ['never', 'once', 'twice'][count] ?? `${count} times`;
}

/** Publishes a text as it is. */
function publish(stan: Stan, channel: string, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stan.publish(channel, text, (error: unknown) =>
      error ? reject(new Error(String(error))) : resolve(),
    );
  });
}

/** Notes that an order was handled, and no more. */
class NotingListener extends Listener<OrderCreated> {
  readonly subject = Subjects.OrderCreated;
  readonly queueGroupName = 'tickets';

  constructor(
    stan: Stan,
    parked: Parked,
    private readonly handled: string[],
  ) {
    super(stan, parked);
  }

  onMessage: Listener<OrderCreated>['onMessage'] = ({ id }, msg) => {
    this.handled.push(id);
    msg.ack();
    return Promise.resolve();
  };
}

/** Does the same, and lets JSON.parse() throw. */
function listenAndThrow(stan: Stan, handled: string[]): void {
  const options = stan.subscriptionOptions().setManualAckMode(true).setAckWait(5000);
  stan.subscribe(Subjects.OrderCreated, 'tickets', options).on('message', (msg: Message) => {
    void (async () => {
      await Promise.resolve();
      const { id } = JSON.parse(String(msg.getData())) as { id: string };
      handled.push(id);
      msg.ack();
    })().catch((error: unknown) => console.error(String(error)));
  });
}

/** A text that is no JSON, and an order behind it. */
const noJSON: Answer = (start, _, startDatabase) =>
  quietly(async () => {
    const came: number[] = [];
    const waited = new Set<number>();
    for (const isParking of [false, true]) {
      const asked = await start();
      const database = await startDatabase();
      const { broker } = asked;
      const handled: string[] = [];
      await broker.start('tickets', 2, async ({ name, stan }) => {
        if (!isParking) {
          listenAndThrow(stan, handled);
          return;
        }
        const parked = new ParkedInDatabase(await database.connect(name, 'tickets'));
        new NotingListener(stan, parked, handled).listen();
      });
      const customer = await broker.connect('customer');
      for (const text of ['two tickets, please', JSON.stringify({ id: 'o1' })])
        await publish(customer, Subjects.OrderCreated, text);
      let waiting = 0;
      await seconds(asked, database, 22, () => {
        if (handled.length === 0) waiting++;
      });
      waited.add(waiting);
      const text = { channel: Subjects.OrderCreated, sequence: 1, data: undefined };
      came.push(broker.facts.deliveries(text).length);
    }
    return `${times(came[0]!)}, and ${times(came[1]!)} where it is parked; the order was handled after ${[...waited].join(' or ')} s either way: what has no ack keeps back nothing but itself.`;
  });

/** A copy of accounts ends with an event in hand, whose ack it gives at last. */
const closedFirst: Answer = (start, _, startDatabase) =>
  quietly(async () => {
    const came: number[] = [];
    let after = NaN;
    const balances = new Set<number>();
    for (const isClosedFirst of [true, false]) {
      const asked = await start();
      const database = await startDatabase();
      const { broker } = asked;
      const ends: (() => Promise<void>)[] = [];
      await broker.start('accounts', 2, async ({ name, stan }) => {
        const connection = await database.connect(name, 'accounts');
        const parked = new ParkedInDatabase(connection);
        const listener = new TransactionCreatedListener(stan, parked, accountsIn(connection));
        const subscription = listener.listen();
        ends.push(async () => {
          if (!isClosedFirst) await listener.stop();
          subscription.close();
        });
      });
      const holding = database.hold();
      const [event] = await broker.publish(Subjects.TransactionCreated, deposit);
      await holding.next();
      const [first] = broker.facts.deliveries(event!);
      const ended = ends[Number(first!.client.split('-')[1]) - 1]!();
      await broker.settled();
      holding.end();
      await ended;
      const deliveries = (): number => broker.facts.deliveries(event!).length;
      await seconds(asked, database, 22, (second) => {
        if (deliveries() > 1 && Number.isNaN(after)) after = second;
      });
      came.push(deliveries());
      const [account] = await database.rows('accounts', 'accounts');
      balances.add(account!.balance as number);
    }
    return `${times(came[0]!)}, the second time within ${after} s, and ${times(came[1]!)} where it is closed after the ack. Ann has ${[...balances].join(' or ')} either way: an event that is in the balance is acknowledged, and no more.`;
  });

/** Tickets dies when version 1 is stored. */
const dies: Answer = (start, _, startDatabase) =>
  quietly(async () => {
    const ends: { price: number; told: number }[] = [];
    for (const { hasTold, looks } of [
      { hasTold: false, looks: false },
      { hasTold: false, looks: true },
      { hasTold: true, looks: true },
    ]) {
      const asked = await start();
      const database = await startDatabase();
      const { broker } = asked;
      await broker.start('orders', 1, async ({ name, stan }) => {
        const connection = await database.connect(name, 'orders');
        const parked = new ParkedInDatabase(connection);
        const copies = copiesIn(connection);
        new TicketCreatedListener(stan, parked, copies).listen();
        new TicketUpdatedListener(stan, parked, copies).listen();
      });
      const owned = async (name: string, tell: Tell): Promise<Tickets> =>
        new OwnedRows(await database.connect(name, 'tickets'), 'tickets', tell);
      const dying = await broker.connect('tickets-1');
      const first = await owned('tickets-1', (event) =>
        event.subject === Subjects.TicketCreated || hasTold
          ? tellOn(dying)(event)
          : new Promise(() => undefined),
      );
      const { id } = await createTicket(first, { title: 'concert', price: 20 });
      await seconds(asked, database, 0);
      await first.tellUntold();
      await changePrice(first, id, 25);
      await seconds(asked, database, 0);
      broker.kill(dying);
      const second = await owned('tickets-2', tellOn(await broker.connect('tickets-2')));
      if (looks) await second.tellUntold();
      await changePrice(second, id, 30);
      await seconds(asked, database, 60);
      const [copy] = await database.rows('orders', 'tickets');
      const told = broker.facts.published().filter(({ channel }) => channel === ticketUpdated);
      ends.push({ price: copy!.price as number, told: told.length });
    }
    const [unseen, seen, twice] = ends;
    return `At ${unseen!.price} if nobody looks, at ${seen!.price} if somebody does. ${twice!.told} events: version 1 twice, and the copy stands at ${twice!.price}.`;
  });

/** The answers to the questions of the README, in their order. */
export const answers: readonly Answer[] = [noJSON, closedFirst, dies];
