/** Copies of the services in a process of their own, as `later.ts` starts it: says what they handle. */
import './elsewhere';
import { connect, type Stan } from 'node-nats-streaming';
import * as audit from '../src/audit';
import * as payments from '../src/payments';
import { type CopyThere, HANDLED, LISTENING } from './protocol';

const services = { audit, payments };
const { NATS_URL: url = '', NATS_CLUSTER_ID: clusterID = '', COPIES = '[]' } = process.env;

async function start({ service, clientID }: CopyThere): Promise<Stan> {
  const stan = connect(clusterID, clientID, { url });
  await new Promise((resolve, reject) => stan.once('connect', resolve).once('error', reject));
  const subscription = services[service].listen(stan, (_, msg) => {
    console.log(`${HANDLED} ${clientID} ${msg.getSequence()}`);
    msg.ack();
  });
  // What the broker answers, the test reads off the wire.
  await new Promise((resolve) =>
    subscription.once('ready', resolve).once('error', resolve).once('timeout', resolve),
  );
  return stan;
}

async function main(): Promise<void> {
  const clients: Stan[] = [];
  for (const copy of JSON.parse(COPIES) as CopyThere[]) clients.push(await start(copy));
  process.once('SIGTERM', () => {
    const closed = clients.map(
      (stan) => new Promise<void>((resolve) => stan.once('close', resolve).close()),
    );
    void Promise.all(closed).then(() => process.exit());
  });
  console.log(LISTENING);
}

void main();
