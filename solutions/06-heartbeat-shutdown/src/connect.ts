import { randomBytes } from 'node:crypto';
import { connect as stanConnect, type Stan } from 'node-nats-streaming';

const url = process.env.NATS_URL ?? 'nats://127.0.0.1:4222';
const clusterID = process.env.NATS_CLUSTER_ID ?? 'ticketing';

/**
 * Connects a program to the broker under a client ID that no other process has. Looks for a broker
 * that went away five times a second, and asks it every second whether it still knows this client.
 */
export function connect(name: string, onConnect: (stan: Stan, clientID: string) => void): void {
  const clientID = process.env.NATS_CLIENT_ID ?? `${name}-${randomBytes(2).toString('hex')}`;
  const stan = stanConnect(clusterID, clientID, {
    url,
    reconnectTimeWait: 200,
    stanPingInterval: 1000,
  });
  stan.on('connect', () => onConnect(stan, clientID));
  stan.on('reconnect', () => console.log(`${clientID} is connected again.`));
  // #region step 5: this client hears nothing any more
  stan.on('connection_lost', (error: unknown) => {
    console.error(`${clientID} has lost the broker: ${String(error)}`);
    process.exit(1);
  });
  // #starter
  //: // TODO step 5: connected again is not known again. Which event says that all is lost?
  // #endregion
  stan.on('error', (error: unknown) => {
    console.error(explain(String(error)));
    process.exit(1);
  });
}

function explain(error: string): string {
  if (error.includes('ECONNREFUSED')) {
    return `No broker answers at ${url}.\n    npm run broker      to start one, in a terminal of its own`;
  }
  if (error.includes('connect request timeout')) {
    return `The server at ${url} does not serve the cluster "${clusterID}".\n    npm run broker      starts one that serves "ticketing"`;
  }
  return error;
}
