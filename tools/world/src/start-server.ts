import { startEmbeddedServer } from './embedded-server';
import { startRealServer } from './real-server';
import type { Server, ServerOptions } from './server';
import type { Surroundings } from './server-kind';
import { StoreFolder } from './store-folder';

const DEFAULTS: ServerOptions = {
  clusterID: 'ticketing',
  heartbeatInterval: '5s',
  heartbeatTimeout: '5s',
  heartbeatFailCount: 2,
  store: 'memory',
  flags: [],
};

/** A running server, the cluster ID that it serves, and where it keeps its messages. */
export interface StartedServer extends Server {
  readonly clusterID: string;
  /** Undefined if they are in memory. */
  readonly folder: StoreFolder | undefined;
}

/**
 * Starts the embedded server; with `NATS_STREAMING_SERVER=/path/to/nats-streaming-server` in the
 * environment, that program, which tells nothing of what happens in it. The options are by default those of
 * the labs.
 */
export async function startServer(
  options: Partial<ServerOptions> & Pick<Surroundings, 'clock' | 'emit'>,
): Promise<StartedServer> {
  const all = { ...DEFAULTS, ...options };
  const command = process.env.NATS_STREAMING_SERVER;
  const folder = all.store === 'disk' ? new StoreFolder() : undefined;
  const dir = folder?.path;
  const server = await (command
    ? startRealServer(command, all, dir)
    : startEmbeddedServer(all, dir));
  const stop = async (): Promise<void> => {
    await server.stop();
    folder?.remove();
  };
  return { ...server, stop, folder, clusterID: all.clusterID };
}
