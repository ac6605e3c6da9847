import { PortForward } from '@kubernetes/client-node';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { findPod, type Wanted } from './find-pod';

export interface ForwardOptions extends Wanted {
  /** The port of the pod. */
  readonly port: number;
  /** The port of this machine; 0: a free one. */
  readonly localPort: number;
  /** Is told why a connection could not be forwarded. */
  readonly onError: (error: Error) => void;
}

export interface Forward {
  /** Where it listens, on 127.0.0.1. */
  readonly localPort: number;
  /** Ends all connections and frees the port; resolves when it is free. */
  close(): Promise<void>;
}

/**
 * Forwards connections from a port of this machine to a port of a pod, through the API server. Resolves when
 * it listens; rejects with an `Error` if no pod is ready, or it cannot listen.
 */
export async function forwardPort(options: ForwardOptions): Promise<Forward> {
  await findPod(options);
  const podOfNow = (): Promise<string> => findPod(options);
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    // Who breaks off is gone, and that is all: "close" comes next.
    socket.on('error', () => undefined);
    carry(socket, podOfNow, options).catch(() => socket.destroy());
  });
  server.listen(options.localPort, '127.0.0.1');
  await once(server, 'listening');
  const { port: localPort } = server.address() as AddressInfo;
  return {
    localPort,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

/** A WebSocket; the library gives a function instead to who asks for retries. */
type Stream = Exclude<Awaited<ReturnType<PortForward['portForward']>>, () => unknown>;

/** Carries one connection to a pod and back. Rejects if the API server does not let it. */
async function carry(
  socket: Socket,
  podOfNow: () => Promise<string>,
  { kubeConfig, namespace, port }: ForwardOptions,
): Promise<void> {
  const pod = await podOfNow();
  const forward = new PortForward(kubeConfig);
  const stream = (await forward.portForward(
    namespace,
    pod,
    [port],
    socket,
    null,
    socket,
  )) as Stream;
  // What the pod has said goes out first.
  stream.onclose = () => socket.end();
  if (socket.destroyed) stream.close();
  socket.once('close', () => stream.close());
}
