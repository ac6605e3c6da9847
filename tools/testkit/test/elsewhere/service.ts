import os from 'node:os';
import type { Message, Stan, Subscription } from 'node-nats-streaming';

/** Its group says where and when its process runs. */
export function listen(stan: Stan, onMessage: (data: unknown, msg: Message) => void): Subscription {
  const group = `${os.hostname()} ${new Date().getFullYear()} ${process.pid}`;
  const options = stan.subscriptionOptions().setManualAckMode(true).setDeliverAllAvailable();
  return stan
    .subscribe('order:updated', group, options)
    .on('message', (msg: Message) => onMessage({}, msg));
}
