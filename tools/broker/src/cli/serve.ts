import { formatDuration } from '@workbook/clock';
import { isValidPattern, tokensOf } from '@workbook/protocol';
import { type Broker, startBroker } from '../broker';
import { reasonOf } from '../config/read';
import type { Logger, LogStream } from '../log';
import { ListenError } from '../nats/listen-error';
import { StoreError } from '../store/store';
import type { Limits } from '../streaming/limits';
import { announceReady, announceStart } from './banner';
import type { Settings } from './command';
import { describeListenFailure } from './listen-failure';
import { LogFile } from './log-file';
import { optionsOf } from './options';
import { logOf } from './serve-log';
import { listenToSignals } from './signals';
import { writePid, writePorts } from './side-files';

const LIMIT_NAMES: Readonly<Record<keyof Limits, string>> = {
  maxChannels: 'channels',
  maxSubscriptions: 'subscriptions',
  maxMessages: 'messages',
  maxBytes: 'bytes',
  maxAge: 'age',
  maxInactivity: 'inactivity',
};

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
  const stopped = listenToSignals(log, stream);
  announceStart(log, settings);
  const wrong = wrongClusterID(settings.clusterID) ?? negativeLimit(settings.limits);
  if (wrong !== undefined) {
    log.fatal(`STREAM: Failed to start: ${wrong}`);
    return 1;
  }
  let broker: Broker;
  try {
    broker = await startBroker({ ...optionsOf(settings), log, signalsFirst: true });
  } catch (error) {
    if (error instanceof ListenError) stream.write(await sayCannotListen(error, settings, log));
    else log.fatal(`STREAM: Failed to start: ${whatHappened(error)}`);
    return 1;
  }
  if (settings.pidFile !== undefined && !writePid(settings.pidFile, log)) {
    await broker.stop();
    return 1;
  }
  const { portsDir } = settings;
  const removePorts = portsDir && writePorts(portsDir, portsOf(broker), log);
  const failed = broker.failed.then((error) => {
    log.fatal(`STREAM: ${whatHappened(error)}`);
    return 1;
  });
  announceReady(log, broker, settings);
  const code = await Promise.race([stopped, failed]);
  if (removePorts) removePorts();
  return (await shutDown(broker, log)) ? code : 1;
}

/** @returns what to do about it, in whole lines */
async function sayCannotListen(
  error: ListenError,
  settings: Settings,
  log: Logger,
): Promise<string> {
  const { reason, advice } = await describeListenFailure(error, settings);
  log.fatal(
    error.purpose === 'monitoring'
      ? `Can't start monitoring: can't listen to the monitor port: ${reason}`
      : `Error listening on port: ${error.host}:${error.port}, "${reason}"`,
  );
  return advice;
}

/** What is foreseen explains itself; everything else is a mistake of this server, and its place is shown. */
function whatHappened(error: unknown): string {
  if (error instanceof StoreError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function portsOf({ url, monitoringURL }: Broker): Parameters<typeof writePorts>[1] {
  return { nats: [url], ...(monitoringURL !== undefined && { monitoring: [monitoringURL] }) };
}

/** Why its subjects are none (section 5, `-cid`); undefined if they are. */
function wrongClusterID(text: string): string | undefined {
  // A blank would end them on the wire.
  if (!isValidPattern(text) || /\s/.test(text)) {
    return 'could not subscribe to discover subject: nats: invalid subject';
  }
  const isOpen = tokensOf(text).at(-1) === '>';
  return isOpen ? 'could not flush the subscriptions, nats: connection closed' : undefined;
}

/** What the real server says of a limit below 0 (behaviour document, section 3.6); undefined if none is. */
function negativeLimit(limits: Limits): string | undefined {
  for (const [key, name] of Object.entries(LIMIT_NAMES)) {
    const limit = limits[key as keyof Limits];
    const isTime = key === 'maxAge' || key === 'maxInactivity';
    if (limit < 0) {
      return `max ${name} limit cannot be negative (${isTime ? formatDuration(limit) : limit})`;
    }
  }
  return undefined;
}

/** @returns false if something could not be kept; the log says what */
async function shutDown(broker: Broker, log: Logger): Promise<boolean> {
  log.info('STREAM: Shutting down.');
  log.info('Initiating Shutdown...');
  try {
    await broker.stop();
  } catch (error) {
    log.fatal(`STREAM: ${whatHappened(error)}`);
    return false;
  }
  log.info('Server Exiting..');
  return true;
}
