import type { Broker } from '../broker';
import type { Logger } from '../log';
import { NATS_VERSION } from '../nats/server';
import { DEFAULT_LIMITS } from '../streaming/limits';
import type { Settings } from './command';
import { COMPATIBLE_VERSION } from './version';

/** What the log says first, before anything can fail (behaviour document, section 5.3). */
export function announceStart(
  log: Logger,
  { clusterID, configFile }: Pick<Settings, 'clusterID' | 'configFile'>,
): void {
  const stream = log.prefixed('STREAM: ');
  stream.info(`Starting nats-streaming-server[${clusterID}] version ${COMPATIBLE_VERSION}`);
  stream.info(
    `This is the workbook's embedded server, compatible with ${COMPATIBLE_VERSION}, on Node ${process.version}`,
  );
  log.info('Starting nats-server');
  log.info(`  Version:  ${NATS_VERSION}`);
  if (configFile !== undefined) log.info(`Using configuration file: ${configFile}`);
}

/**
 * What the log says when clients are served. Tools wait for either of the "ready" lines: both come
 * when both are true (section 8, T30).
 */
export function announceReady(log: Logger, broker: Broker): void {
  log.info(`Listening for client connections on ${broker.host}:${broker.port}`);
  log.info('Server is ready');
  const stream = log.prefixed('STREAM: ');
  const limit = (name: string, value: string): void =>
    stream.info(`${name.padEnd(16)}${value.padStart(14)} *`);
  stream.info('Recovering the state...');
  stream.info('No recovered state');
  stream.info('Message store is MEMORY');
  stream.info('---------- Store Limits ----------');
  limit('Channels:', String(DEFAULT_LIMITS.maxChannels));
  stream.info('--------- Channels Limits --------');
  limit('  Subscriptions:', String(DEFAULT_LIMITS.maxSubscriptions));
  limit('  Messages     :', String(DEFAULT_LIMITS.maxMessages));
  limit('  Bytes        :', `${(DEFAULT_LIMITS.maxBytes / 1024 / 1024).toFixed(2)} MB`);
  limit('  Age          :', 'unlimited');
  limit('  Inactivity   :', 'unlimited');
  stream.info('----------------------------------');
  stream.info('Streaming Server is ready');
}
