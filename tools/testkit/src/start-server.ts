import { startEmbeddedServer } from './embedded-server';
import { startRealServer } from './real-server';
import type { Server, ServerOptions } from './server';

const DEFAULTS: ServerOptions = {
  clusterID: 'ticketing',
  heartbeatInterval: '5s',
  heartbeatTimeout: '5s',
  heartbeatFailCount: 2,
  flags: [],
};

/** A running server, and the cluster ID that it serves. */
export interface StartedServer extends Server {
  readonly clusterID: string;
}

/**
 * Starts the embedded server; with `NATS_STREAMING_SERVER=/path/to/nats-streaming-server` in the
 * environment, that program. The options are by default those of the labs.
 */
export async function startServer(options: Partial<ServerOptions> = {}): Promise<StartedServer> {
  const all = { ...DEFAULTS, ...options };
  const command = process.env.NATS_STREAMING_SERVER;
  const server = await (command ? startRealServer(command, all) : startEmbeddedServer(all));
  return { ...server, clusterID: all.clusterID };
}
