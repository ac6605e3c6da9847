import { connect as stanConnect, type Stan } from 'node-nats-streaming';

const url = process.env.NATS_URL ?? 'nats://127.0.0.1:4222';
const clusterID = process.env.NATS_CLUSTER_ID ?? 'ticketing';

/**
 * Connects a program to the broker. It ends when it has lost the broker, and at Ctrl-C, after `close`: the broker
 * first, so that nothing more comes, and then what is worked with.
 */
export function connect(
  clientID: string,
  onConnect: (stan: Stan) => void,
  close: () => Promise<void> = () => Promise.resolve(),
): void {
  const stan = stanConnect(clusterID, clientID, { url });
  stan.on('connect', () => {
    process.on('SIGINT', () => stan.close());
    process.on('SIGTERM', () => stan.close());
    onConnect(stan);
  });
  stan.on('close', () => void close().finally(() => process.exit()));
  stan.on('connection_lost', (error: unknown) => {
    console.error(`${clientID} has lost the broker: ${String(error)}`);
    process.exit(1);
  });
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
