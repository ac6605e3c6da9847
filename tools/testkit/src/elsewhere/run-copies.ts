/** The program that `Elsewhere` starts: copies of services, which tell what they handle. */
import './another-place';
import { connect, type Message, type Stan, type Subscription } from 'node-nats-streaming';
import type { CopyElsewhere, Told } from './copies';

type Listen = (
  stan: Stan,
  onMessage: (data: unknown, msg: Message) => void,
) => Subscription | undefined;

const { NATS_URL: url = '', NATS_CLUSTER_ID: clusterID = '', COPIES = '[]' } = process.env;

let lastTold = Promise.resolve();

/** Resolves when it is on its way. */
function tell(told: Told): Promise<void> {
  lastTold = new Promise((resolve) => process.send!(told, undefined, undefined, () => resolve()));
  return lastTold;
}

async function start({ file, clientID, acks }: CopyElsewhere): Promise<Stan> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- only a test knows the file
  const { listen } = require(file) as { readonly listen: Listen };
  const stan = connect(clusterID, clientID, { url });
  await new Promise((resolve, reject) => stan.once('connect', resolve).once('error', reject));
  const subscription = listen(stan, (_, msg) => {
    void tell({ kind: 'handled', clientID, sequence: msg.getSequence() });
    if (acks) msg.ack();
  });
  // What the broker answers, the test reads off the wire.
  if (typeof subscription?.once !== 'function') return stan;
  await new Promise((resolve) =>
    subscription.once('ready', resolve).once('error', resolve).once('timeout', resolve),
  );
  return stan;
}

async function main(): Promise<void> {
  const clients: Stan[] = [];
  for (const copy of JSON.parse(COPIES) as CopyElsewhere[]) clients.push(await start(copy));
  process.once('SIGTERM', () => {
    const closed = clients.map(
      (stan) => new Promise<void>((resolve) => stan.once('close', resolve).close()),
    );
    void Promise.all(closed)
      .then(() => lastTold)
      .then(() => process.exit());
  });
  void tell({ kind: 'all listen' });
}

process.once('uncaughtExceptionMonitor', (error) => {
  void tell({ kind: 'failed', error: String(error) });
});
void main();
