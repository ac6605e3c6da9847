import { randomBytes } from 'node:crypto';
import { connect, type Stan } from 'node-nats-streaming';
import * as audit from './audit';
import { stay } from './stay';

const url = process.env.NATS_URL ?? 'nats://127.0.0.1:4222';
const clusterID = process.env.NATS_CLUSTER_ID ?? 'ticketing';

/** Connects under a new client ID; asks the broker every second whether it still knows the client. */
function dial(): Promise<Stan> {
  return new Promise((resolve, reject) => {
    const clientID = `books-${randomBytes(2).toString('hex')}`;
    const stan = connect(clusterID, clientID, {
      url,
      reconnectTimeWait: 200,
      stanPingInterval: 1000,
    });
    stan.on('error', reject);
    stan.on('reconnect', () => console.log(`${clientID} is connected again.`));
    // A string is what the broker said; an Error, that none has answered.
    stan.on('connection_lost', (error: unknown) =>
      console.log(
        `${clientID} ${error instanceof Error ? 'gives up: no broker answers' : 'is forgotten'}.`,
      ),
    );
    stan.on('connect', () => {
      console.log(`${clientID} listens. Ctrl-C ends it.`);
      resolve(stan);
    });
  });
}

// It goes on serving the books of yesterday while the broker is gone, so it cannot just end.
const alive = setInterval(() => undefined, 60_000);

stay(dial, (stan) =>
  audit.listen(stan, (data, msg) =>
    console.log(`books  #${msg.getSequence()}  order ${data.orderId} ${data.status}`),
  ),
).catch((error: unknown) => {
  console.error(`No broker lets the books in at ${url}: ${String(error)}\n    npm run broker`);
  clearInterval(alive);
  process.exitCode = 1;
});
