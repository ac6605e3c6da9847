import os from 'node:os';
import type { Message, Stan, Subscription } from 'node-nats-streaming';

/** Its group says where and when its process runs. */
export function listen(stan: Stan, onMessage: (data: unknown, msg: Message) => void): Subscription {
  const places = [os.hostname(), process.cwd(), os.tmpdir(), os.homedir(), address()];
  const group = [new Date().getFullYear(), process.pid, ...places].join('|');
  const options = stan.subscriptionOptions().setManualAckMode(true).setDeliverAllAvailable();
  return stan.subscribe('order:updated', group, options).on('message', (msg: Message) => {
    // What it prints, and whether the line has an end, is its own business.
    process.stdout.write('handled ');
    onMessage({}, msg);
  });
}

function address(): string | undefined {
  return Object.values(os.networkInterfaces()).flatMap((each) => each ?? [])[0]?.address;
}
