import { setTimeout as pause } from 'node:timers/promises';
import type { Message } from 'node-nats-streaming';
import { clientIDOf } from '../client-id';
import { connect } from '../connect';
import { noDatabase, openDatabase } from '../database';
import { Subjects } from '../subjects';
import type { Transaction } from '../transaction';
import type { Accounts } from './accounts';
import { onTransaction } from './handler';
import { accountsIn } from './in-mongodb';

const clientID = clientIDOf('accounts');

/** How long the broker waits for an ack before it sends the event again, in ms. */
const ackWait = 5 * 1000;

/** How long this copy thinks between its read and its write, in ms: `npm run accounts 4000`. */
const thinks = Number(process.argv[2] ?? 0);
if (!(thinks >= 0)) {
  console.error('How long is it to think, in ms?\n    npm run accounts 4000      thinks for 4 s');
  process.exit(1);
}

async function start(): Promise<void> {
  const connection = openDatabase('accounts', clientID);
  await connection.asPromise().catch(noDatabase);
  const accounts = slowed(accountsIn(connection));
  connect(
    clientID,
    (stan) => {
      const options = stan
        .subscriptionOptions()
        .setManualAckMode(true)
        .setAckWait(ackWait)
        .setDeliverAllAvailable()
        .setDurableName('accounts');
      stan
        .subscribe(Subjects.TransactionCreated, 'accounts', options)
        .on('message', (msg: Message) => void handle(accounts, msg));
      console.log(`${clientID} listens. Ctrl-C ends it; it is process ${process.pid}.`);
    },
    () => connection.close(),
  );
}

async function handle(accounts: Accounts, msg: Message): Promise<void> {
  const again = msg.isRedelivered() ? ', again' : '';
  const event = `#${msg.getSequence()}${again}`;
  console.log(`${event}: begun`);
  try {
    const transaction = JSON.parse(msg.getData().toString()) as Transaction;
    await onTransaction(accounts, transaction, msg);
    console.log(`${event}: done`);
  } catch (error) {
    console.error(`${event}: failed, and is not acknowledged. ${String(error)}`);
  }
}

/** As slow as this copy is. */
function slowed(accounts: Accounts): Accounts {
  if (thinks === 0) return accounts;
  return {
    find: async (id) => accounts.find(id),
    async save(account) {
      await pause(thinks);
      await accounts.save(account);
    },
  };
}

void start();
