import { connect as stanConnect, type Stan } from 'node-nats-streaming';

const url = process.env.NATS_URL ?? 'nats://127.0.0.1:4222';
const clusterID = process.env.NATS_CLUSTER_ID ?? 'ticketing';

/**
 * Connects a program to the broker; looks for one that went away five times a second. The program ends when it cannot,
 * or when the broker does not know it any more.
 */
export function connect(clientID: string): Promise<Stan> {
  const stan = stanConnect(clusterID, clientID, { url, reconnectTimeWait: 200 });
  stan.on('connection_lost', (error: unknown) => {
    console.error(`${clientID} has lost the broker: ${String(error)}`);
    process.exit(1);
  });
  stan.on('error', (error: unknown) => {
    console.error(explain(String(error)));
    process.exit(1);
  });
  return new Promise((resolve) => stan.on('connect', () => resolve(stan)));
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
