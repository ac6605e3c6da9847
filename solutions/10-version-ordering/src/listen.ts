import type { Message, Stan } from 'node-nats-streaming';
import type { EventOf } from './events';
import type { Subjects } from './subjects';

/** How long the broker waits for an ack before it sends the event again, in ms. */
const ackWait = 5 * 1000;

/** Has the copies of `service` handle what is published on `channel`: a durable queue group, with an ack by hand. */
export function listen<Channel extends Subjects>(
  stan: Stan,
  service: string,
  channel: Channel,
  onMessage: (data: EventOf[Channel], msg: Message) => Promise<void>,
): void {
  const options = stan
    .subscriptionOptions()
    .setManualAckMode(true)
    .setAckWait(ackWait)
    .setDeliverAllAvailable()
    .setDurableName(service);
  const subscription = stan.subscribe(channel, service, options);
  subscription.on('message', (msg: Message) => {
    const event = `#${msg.getSequence()} of ${channel}${msg.isRedelivered() ? ', again' : ''}`;
    onMessage(JSON.parse(msg.getData().toString()) as EventOf[Channel], msg).then(
      () => console.log(event),
      (error: unknown) => console.error(`${event}: not handled. ${String(error)}`),
    );
  });
  subscription.on('error', (error: Error) => {
    console.error(`The broker does not let ${service} subscribe.\n    ${error.message}`);
    process.exit(1);
  });
}

/** Publishes on `stan`: what a service is given to tell of something. */
export function publishOn(stan: Stan): (channel: Subjects, data: object) => Promise<void> {
  return (channel, data) =>
    new Promise((resolve, reject) => {
      stan.publish(channel, JSON.stringify(data), (error: unknown) =>
        error ? reject(new Error(`${channel} was not stored: ${String(error)}`)) : resolve(),
      );
    });
}
