import { PortForward } from '@kubernetes/client-node';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { PassThrough } from 'node:stream';
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
  // TODO step 4: this is the pod of now. Which one is it when the next connection comes?
  const pod = await findPod(options);
  const podOfNow = (): Promise<string> => Promise.resolve(pod);
  const server = createServer((socket) => {
    // TODO step 3: what if this rejects, if the pod ends the connection, or if the client breaks off?
    void carry(socket, podOfNow, options);
  });
  // TODO step 2: from where can it be reached, on which port, and since when?
  server.listen(options.localPort);
  const { localPort } = options;
  return {
    localPort,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      // TODO step 3: a server that is closed waits for the connections that it has.
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
  { kubeConfig, namespace, port, onError }: ForwardOptions,
): Promise<void> {
  const pod = await podOfNow();
  const forward = new PortForward(kubeConfig);
  await forward.portForward(namespace, pod, [port], socket, null, socket);
}
