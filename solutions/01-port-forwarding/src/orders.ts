import { randomBytes } from 'node:crypto';
import { connect } from 'node-nats-streaming';

const url = process.env.NATS_URL ?? 'nats://127.0.0.1:4222';
const clientID = `orders-${randomBytes(2).toString('hex')}`;
const stan = connect('ticketing', clientID, { url });

const say = (what: string): void =>
  console.log(`${new Date().toLocaleTimeString('en-GB')}  ${clientID} ${what}`);

stan.on('connect', () => {
  say('listens. Ctrl-C ends it.');
  const subscription = stan.subscribe('order:updated');
  subscription.on('message', (msg: { getData(): string; getSequence(): number }) =>
    say(`#${msg.getSequence()}  ${msg.getData()}`),
  );
});
stan.on('disconnect', () => say('is disconnected'));
stan.on('reconnect', () => say('is connected again'));
stan.on('connection_lost', () => say('is lost: it looks for the broker no more'));
stan.on('error', (error: unknown) => {
  console.error(`No broker lets ${clientID} in at ${url}: ${String(error)}`);
  process.exitCode = 1;
});
