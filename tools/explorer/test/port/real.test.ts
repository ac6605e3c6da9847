import { type Broker, startBroker } from '@workbook/broker';
import { VirtualClock } from '@workbook/clock';
import { connect, type Message, type Stan } from 'node-nats-streaming';
import {
  type Account,
  type AccountEvent,
  type Accounts,
  type AccountsService,
  NaiveService,
  VersionedService,
} from './accounts-service';
import { events } from './explored';

const CHANNEL = 'account:withdrawn';
const ACK_WAIT_MS = 5000;

let broker: Broker;
let clock: VirtualClock;
const clients: Stan[] = [];
beforeEach(async () => {
  clock = new VirtualClock();
  broker = await startBroker({ clock });
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await broker.stop();
});

/** A database in memory, in which the first two that look for an account both find it before either goes on. */
class MemoryAccounts implements Accounts {
  readonly #rows = new Map<string, Account>([['ann', { id: 'ann', balance: 100, version: 1 }]]);
  readonly #waiting: (() => void)[] = [];
  #found = 0;

  get ann(): Account | undefined {
    return this.#rows.get('ann');
  }

  async find(id: string): Promise<Account | undefined> {
    const found = this.#rows.get(id);
    if (++this.#found === 1) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    for (const goOn of this.#waiting.splice(0)) goOn();
    return found;
  }

  insert(account: Account): Promise<void> {
    return this.save(account);
  }

  save(account: Account): Promise<void> {
    this.#rows.set(account.id, account);
    return Promise.resolve();
  }

  update(account: Account, version: number): Promise<boolean> {
    if (this.#rows.get(account.id)?.version !== version) return Promise.resolve(false);
    this.#rows.set(account.id, account);
    return Promise.resolve(true);
  }
}

async function client(id: string): Promise<Stan> {
  const stan = connect('test-cluster', id, { url: broker.url });
  clients.push(stan);
  await new Promise((resolve) => stan.on('connect', resolve));
  return stan;
}

async function start(id: string, accounts: Accounts, Service: AccountsService): Promise<void> {
  const stan = await client(id);
  const options = stan.subscriptionOptions().setManualAckMode(true).setAckWait(ACK_WAIT_MS);
  const subscription = stan.subscribe(CHANNEL, 'accounts', options);
  const service = new Service(accounts);
  subscription.on('message', (msg: Message) => {
    const event = JSON.parse(msg.getData().toString()) as AccountEvent;
    void service.onMessage(event, msg);
  });
  await new Promise((resolve) => subscription.on('ready', resolve));
}

test.each<[string, AccountsService, Account]>([
  // Who found the account last goes on first.
  ['loses a withdrawal', NaiveService, { id: 'ann', balance: 30, version: 2 }],
  ['with versions loses none', VersionedService, { id: 'ann', balance: 10, version: 3 }],
])('with another database and the real broker, the same service %s', async (_, Service, ann) => {
  const accounts = new MemoryAccounts();
  for (const id of ['accounts-1', 'accounts-2']) await start(id, accounts, Service);
  const publisher = await client('publisher');
  for (const event of events.slice(1)) publisher.publish(CHANNEL, JSON.stringify(event));
  const settled = (): Promise<void> => broker.settled();
  await clock.pass(2 * ACK_WAIT_MS, settled);
  expect(accounts.ann).toEqual(ann);
});
