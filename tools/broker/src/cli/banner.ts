import { formatDuration } from '@workbook/clock';
import type { Broker } from '../broker';
import type { Logger } from '../log';
import { NATS_VERSION } from '../nats/server';
import { formatBytes } from '../bytes';
import { DEFAULT_LIMITS, type Limits } from '../streaming/limits';
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
export function announceReady(
  log: Logger,
  broker: Broker,
  { limits, storeDir }: Pick<Settings, 'limits' | 'storeDir'>,
): void {
  if (broker.monitoringURL !== undefined) {
    log.info(`Starting http monitor on ${new URL(broker.monitoringURL).host}`);
  }
  log.info(`Listening for client connections on ${broker.host}:${broker.port}`);
  log.info('Server is ready');
  const stream = log.prefixed('STREAM: ');
  const limit = (
    name: string,
    key: keyof Limits,
    text: (value: number) => string = String,
  ): void => {
    const value = limits[key] === 0 ? 'unlimited' : text(limits[key]);
    const mark = limits[key] === DEFAULT_LIMITS[key] ? ' *' : '';
    stream.info(`${name.padEnd(16)}${value.padStart(14)}${mark}`);
  };
  stream.info('Recovering the state...');
  const { type, recovered } = broker.store;
  stream.info(
    recovered ? `Recovered ${recovered.channels.length} channel(s)` : 'No recovered state',
  );
  stream.info(`Message store is ${type}`);
  if (storeDir !== undefined) stream.info(`Store location: ${storeDir}`);
  stream.info('---------- Store Limits ----------');
  limit('Channels:', 'maxChannels');
  stream.info('--------- Channels Limits --------');
  limit('  Subscriptions:', 'maxSubscriptions');
  limit('  Messages     :', 'maxMessages');
  limit('  Bytes        :', 'maxBytes', formatBytes);
  limit('  Age          :', 'maxAge', formatDuration);
  limit('  Inactivity   :', 'maxInactivity', formatDuration);
  stream.info('----------------------------------');
  stream.info('Streaming Server is ready');
}
