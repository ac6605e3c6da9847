import { connect as stanConnect, type Stan } from 'node-nats-streaming';

const url = process.env.NATS_URL ?? 'nats://127.0.0.1:4222';
const clusterID = process.env.NATS_CLUSTER_ID ?? 'ticketing';

/**
 * Connects a program to the broker under a client ID that no other process has. Ctrl-C closes the
 * connection before the program ends, so that the broker does not keep a place for a dead copy.
 */
export function connect(name: string, onConnect: (stan: Stan, clientID: string) => void): void {
  const clientID = process.env.NATS_CLIENT_ID ?? name;
  const stan = stanConnect(clusterID, clientID, { url });
  stan.on('connect', () => {
    process.on('SIGINT', () => stan.close());
    process.on('SIGTERM', () => stan.close());
    onConnect(stan, clientID);
  });
  stan.on('close', () => process.exit());
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
