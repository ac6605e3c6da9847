import type { Message, Stan, Subscription } from 'node-nats-streaming';
import type { Publish, Transaction } from './events';

/** Gives each event of a subscription to `onTransaction`, and prints what came of it. */
export function handleEach(
  subscription: Subscription,
  onTransaction: (transaction: Transaction, msg: Message) => Promise<void>,
): void {
  subscription.on('message', (msg: Message) => {
    const transaction = JSON.parse(msg.getData().toString()) as Transaction;
    const { account, number } = transaction;
    const event = `#${msg.getSequence()}: ${account}, number ${number}${msg.isRedelivered() ? ', again' : ''}`;
    onTransaction(transaction, msg).then(
      () => console.log(event),
      (error: unknown) => console.error(`${event}: not handled. ${String(error)}`),
    );
  });
  subscription.on('error', (error: Error) => {
    console.error(`The broker does not let this program subscribe.\n    ${error.message}`);
    process.exit(1);
  });
}

/** Publishes on `stan`: what a service is given to tell of something. */
export function publishOn(stan: Stan): Publish {
  return (channel, data) =>
    new Promise((resolve, reject) => {
      stan.publish(channel, JSON.stringify(data), (error: unknown) =>
        error ? reject(new Error(`${channel} was not stored: ${String(error)}`)) : resolve(),
      );
    });
}
