import { isValidPattern } from '@workbook/protocol';
import { type Broker, startBroker } from '../broker';
import { reasonOf } from '../config/read';
import { createLog, type Logger, type LogStream } from '../log';
import { PortTakenError } from '../nats/server';
import { StoreError } from '../store/store';
import { announceReady, announceStart } from './banner';
import type { Settings } from './command';
import { describeListenFailure } from './listen-failure';
import { LogFile } from './log-file';
import { negativeLimit } from './negative-limit';
import { optionsOf } from './options';
import { writePid, writePorts } from './side-files';

const EXIT_CODES = { SIGINT: 0, SIGTERM: 143 } as const;
/** SIGQUIT ends the server at once. */
const QUIT = 2;

/**
 * Serves until a signal comes.
 *
 * @returns the exit code of the process (behaviour document, section 5.1)
 */
export async function serve(settings: Settings, stderr: LogStream): Promise<number> {
  for (const warning of settings.warnings) stderr.write(`${warning}\n`);
  let stream = stderr;
  try {
    if (settings.logFile !== undefined) stream = new LogFile(settings.logFile);
  } catch (error) {
    stderr.write(`error opening file: open ${settings.logFile}: ${reasonOf(error)}\n`);
    return 1;
  }
  const log = logOf(settings, stream);
  announceStart(log, settings);
  if (!isClusterID(settings.clusterID)) {
    log.fatal(
      'STREAM: Failed to start: could not subscribe to discover subject: nats: invalid subject',
    );
    return 1;
  }
  const negative = negativeLimit(settings.limits);
  if (negative !== undefined) {
    log.fatal(`STREAM: Failed to start: ${negative}`);
    return 1;
  }
  let broker: Broker;
  try {
    broker = await startBroker({ ...optionsOf(settings), log });
  } catch (error) {
    if (error instanceof StoreError) {
      log.fatal(`STREAM: Failed to start: ${error.message}`);
      return 1;
    }
    const monitoring = isOfMonitoring(error, settings);
    const port = monitoring ? (settings.monitoringPort ?? 0) : settings.port;
    const flag = monitoring ? '-m' : '-p';
    const { reason, advice } = await describeListenFailure(error, { ...settings, port, flag });
    log.fatal(
      monitoring
        ? `Can't start monitoring: can't listen to the monitor port: ${reason}`
        : `Error listening on port: ${settings.host}:${port}, "${reason}"`,
    );
    stream.write(advice);
    return 1;
  }
  if (settings.pidFile !== undefined && !writePid(settings.pidFile, log)) {
    await broker.stop();
    return 1;
  }
  const { portsDir } = settings;
  const removePorts = portsDir && writePorts(portsDir, portsOf(broker), log);
  // Whoever reads that the server is ready may send a signal at once.
  const stopped = signal(log, stream);
  const failed = broker.failed.then((error) => {
    log.fatal(`STREAM: ${error.message}`);
    return 1;
  });
  announceReady(log, broker, settings);
  const code = await Promise.race([stopped, failed]);
  if (removePorts) removePorts();
  await shutDown(broker, log);
  return code;
}

/** Only the port that is taken tells them apart; everything else is true of both. */
function isOfMonitoring(error: unknown, { monitoringPort }: Settings): boolean {
  return error instanceof PortTakenError && error.port === monitoringPort;
}

function portsOf({ url, monitoringURL }: Broker): Parameters<typeof writePorts>[1] {
  return { nats: [url], ...(monitoringURL !== undefined && { monitoring: [monitoringURL] }) };
}

/** Its subjects must be legal, and a blank would end them on the wire (section 5, `-cid`). */
function isClusterID(text: string): boolean {
  return isValidPattern(text) && !/\s/.test(text);
}

/** The two layers are asked for their debug and trace lines apart. */
function logOf(settings: Settings, stream: LogStream): Logger {
  const time = settings.logTime;
  const { coreDebug, coreTrace, debug, trace } = settings;
  return {
    ...createLog(stream, { debug: coreDebug, trace: coreTrace, time }),
    prefixed: (prefix) => createLog(stream, { debug, trace, time }, prefix),
  };
}

/**
 * Resolves at the first signal that ends the server. Ctrl-C is SIGINT, also on Windows, which has no
 * other (behaviour document, section 5.1).
 */
async function signal(log: Logger, stream: LogStream): Promise<number> {
  if (process.platform !== 'win32') {
    process.on('SIGUSR1', () => {
      if (stream instanceof LogFile) stream.reopen();
    });
    process.on('SIGHUP', () => {
      log.error('STREAM: Reload: the embedded server reads its configuration only when it starts');
    });
    process.once('SIGQUIT', () => process.exit(QUIT));
  }
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
