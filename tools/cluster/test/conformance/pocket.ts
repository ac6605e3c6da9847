import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server as NetServer } from 'node:net';
import { type Image, startCluster } from '../../src';
import type { Server } from './server';

/** What listens in the pod of the table, on the machine: one greets, one sends back what it gets. */
export interface Behind {
  /** By the number that they have in the pod. */
  readonly ports: ReadonlyMap<number, number>;
  close(): void;
}

export async function startBehind(): Promise<Behind> {
  const greets = createServer((socket) => socket.on('error', () => undefined).end('INFO {}\r\n'));
  const echoes = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => undefined).pipe(socket);
  });
  const ports = new Map([
    [4222, await listening(greets)],
    [4223, await listening(echoes)],
  ]);
  return {
    ports,
    close: () => {
      greets.close();
      echoes.close();
    },
  };
}

async function listening(server: NetServer): Promise<number> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
}

/** A pocket cluster in whose pods `behind` listens. @returns what is done with it */
export async function withPocket<T>(
  behind: Behind,
  use: (server: Server) => Promise<T>,
): Promise<T> {
  const image: Image = () => {
    let exit: (code: number) => void;
    return {
      ready: Promise.resolve(),
      exited: new Promise((resolve) => (exit = resolve)),
      connect: (asked) => {
        const port = behind.ports.get(asked);
        return port === undefined
          ? undefined
          : connect({ port, host: '127.0.0.1', allowHalfOpen: true });
      },
      signal: () => exit(0),
      settled: () => Promise.resolve(),
    };
  };
  const cluster = await startCluster({ images: { greets: image } });
  try {
    return await use({ url: cluster.url, token: cluster.token, ca: caOf(cluster.kubeconfig) });
  } finally {
    await cluster.stop();
  }
}

function caOf(kubeconfig: string): string {
  const { clusters } = JSON.parse(kubeconfig) as {
    clusters: [{ cluster: { 'certificate-authority-data': string } }];
  };
  return Buffer.from(clusters[0].cluster['certificate-authority-data'], 'base64').toString();
}
