import { isValidPattern } from '@workbook/protocol';
import { type Broker, startBroker } from '../broker';
import { createLog, type Logger, type LogStream } from '../log';
import { announceReady, announceStart } from './banner';
import type { Settings } from './command';
import { describeListenFailure } from './listen-failure';

const EXIT_CODES = { SIGINT: 0, SIGTERM: 143 } as const;

/**
 * Serves until a signal comes.
 *
 * @returns the exit code of the process (behaviour document, section 5.1)
 */
export async function serve(settings: Settings, stream: LogStream): Promise<number> {
  const log = createLog(stream, { debug: settings.debug });
  announceStart(log, settings.clusterID);
  if (!isClusterID(settings.clusterID)) {
    log.fatal(
      'STREAM: Failed to start: could not subscribe to discover subject: nats: invalid subject',
    );
    return 1;
  }
  let broker: Broker;
  try {
    broker = await startBroker({ ...optionsOf(settings), log });
  } catch (error) {
    const { reason, advice } = await describeListenFailure(error, settings);
    log.fatal(`Error listening on port: ${settings.host}:${settings.port}, "${reason}"`);
    stream.write(advice);
    return 1;
  }
  // Whoever reads that the server is ready may send a signal at once.
  const stopped = signal();
  announceReady(log, broker);
  const code = await stopped;
  await shutDown(broker, log);
  return code;
}

/** Its subjects must be legal, and a blank would end them on the wire (section 5, `-cid`). */
function isClusterID(text: string): boolean {
  return isValidPattern(text) && !/\s/.test(text);
}

/** A flag that was not given leaves the default to the broker. */
function optionsOf(settings: Settings): Parameters<typeof startBroker>[0] {
  const { host, port, clusterID, heartbeatInterval, heartbeatTimeout, heartbeatFailCount } =
    settings;
  return {
    host,
    port,
    clusterID,
    ...(heartbeatInterval !== undefined && { heartbeatInterval }),
    ...(heartbeatTimeout !== undefined && { heartbeatTimeout }),
    ...(heartbeatFailCount !== undefined && { heartbeatFailCount }),
  };
}

/** Resolves at the first signal that ends the server. Ctrl-C is SIGINT, also on Windows. */
async function signal(): Promise<number> {
  return new Promise((resolve) => {
    for (const [name, code] of Object.entries(EXIT_CODES)) process.once(name, () => resolve(code));
  });
}

async function shutDown(broker: Broker, log: Logger): Promise<void> {
  log.info('STREAM: Shutting down.');
  log.info('Initiating Shutdown...');
  await broker.stop();
  log.info('Server Exiting..');
}
