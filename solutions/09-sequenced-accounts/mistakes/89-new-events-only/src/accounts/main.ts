import { clientIDOf } from '../client-id';
import { connect } from '../connect';
import { noDatabase, openDatabase } from '../database';
import { handleEach } from '../listen';
import { Subjects } from '../subjects';
import { accountsIn } from './accounts';
import { onTransaction } from './handler';

const clientID = clientIDOf('accounts');

/** How long the broker waits for an ack before it sends the event again, in ms. */
const ackWait = 5 * 1000;

async function start(): Promise<void> {
  const connection = openDatabase('accounts', clientID);
  const accounts = accountsIn(connection);
  await connection.asPromise().catch(noDatabase);
  connect(
    clientID,
    (stan) => {
      const options = stan
        .subscriptionOptions()
        .setManualAckMode(true)
        .setDurableName('accounts')
        .setMaxInFlight(10_000)
        .setAckWait(ackWait);
      const subscription = stan.subscribe(Subjects.TransactionCreated, 'accounts', options);
      handleEach(subscription, (transaction, msg) => onTransaction(accounts, transaction, msg));
      console.log(`${clientID} listens. Ctrl-C ends it.`);
    },
    () => connection.close(),
  );
}

void start();
