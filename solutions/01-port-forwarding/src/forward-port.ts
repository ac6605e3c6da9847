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
  // #region step 4: the pod of the moment
  await findPod(options);
  const podOfNow = (): Promise<string> => findPod(options);
  // #starter
  //: // TODO step 4: this is the pod of now. Which one is it when the next connection comes?
  //: const pod = await findPod(options);
  //: const podOfNow = (): Promise<string> => Promise.resolve(pod);
  // #endregion
  // #region step 3: those that are open
  const open = new Set<Socket>();
  // #starter
  // #endregion
  const server = createServer((socket) => {
    // #region step 3: whatever becomes of one connection, the others go on
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    // Who breaks off is gone, and that is all: "close" comes next.
    socket.on('error', () => undefined);
    carry(socket, podOfNow, options).catch((error: unknown) => {
      socket.destroy();
      options.onError(new Error((error as Error).message));
    });
    // #starter
    //: // TODO step 3: what if this rejects, if the pod ends the connection, or if the client breaks off?
    //: void carry(socket, podOfNow, options);
    // #endregion
  });
  // #region step 2: known when it listens
  server.listen(options.localPort, '127.0.0.1');
  await once(server, 'listening');
  const { port: localPort } = server.address() as AddressInfo;
  // #starter
  //: // TODO step 2: from where can it be reached, on which port, and since when?
  //: server.listen(options.localPort);
  //: const { localPort } = options;
  // #endregion
  return {
    localPort,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      // #region step 3: the server waits for its connections
      for (const socket of open) socket.destroy();
      // #starter
      //: // TODO step 3: a server that is closed waits for the connections that it has.
      // #endregion
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
  // #region step 3: when one side is over, so is the other
  const errors = new PassThrough();
  errors.on('data', (text: Buffer) => onError(new Error(String(text))));
  const stream = (await forward.portForward(
    namespace,
    pod,
    [port],
    socket,
    errors,
    socket,
  )) as Stream;
  // What the pod has said goes out first.
  stream.onclose = () => socket.end();
  if (socket.destroyed) stream.close();
  socket.once('close', () => stream.close());
  // #starter
  //: await forward.portForward(namespace, pod, [port], socket, null, socket);
  // #endregion
}
