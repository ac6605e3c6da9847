import type { BrokerOptions } from '../broker';
import type { StoreOptions } from '../store/open';
import { StoreError } from '../store/store';
import { commandOf, type Settings } from './command';

export { announceReady, announceStart } from './banner';
export { logOf } from './serve-log';

/**
 * The broker that a command line asks for, for who starts it in the same process.
 *
 * @throws if it asks for anything else, like the usage, or cannot be read
 */
export function optionsOfFlags(args: readonly string[]): BrokerOptions {
  return optionsOf(settingsOfFlags(args));
}

/**
 * What a command line asks for, also of the log.
 *
 * @throws if it asks for anything but a server, or cannot be read
 */
export function settingsOfFlags(args: readonly string[]): Settings {
  const command = commandOf(args);
  if (command.does === 'serve') return command.settings;
  throw new Error(
    `\`${args.join(' ')}\` does not start a server: ${JSON.stringify(command)}\n    npm run broker -- --help      lists the flags`,
  );
}

/**
 * A flag that was not given leaves the default to the broker.
 *
 * @throws StoreError if there is no such store
 */
export function optionsOf(settings: Settings): BrokerOptions {
  const { heartbeatInterval, heartbeatTimeout, heartbeatFailCount } = settings;
  const { host, port, clusterID, coreLimits, authorization, limits, replaceDurable } = settings;
  const { monitoringPort } = settings;
  return {
    host,
    port,
    clusterID,
    coreLimits,
    authorization,
    limits,
    replaceDurable,
    store: storeOf(settings),
    ...(monitoringPort !== undefined && { monitoringPort }),
    ...(heartbeatInterval !== undefined && { heartbeatInterval }),
    ...(heartbeatTimeout !== undefined && { heartbeatTimeout }),
    ...(heartbeatFailCount !== undefined && { heartbeatFailCount }),
  };
}

/**
 * The store that `-st` and `-dir` ask for, in capitals or not.
 *
 * @throws StoreError in the words of the real server, where it refuses too (behaviour document, sections 4 and 5)
 */
function storeOf({ storeType, storeDir }: Pick<Settings, 'storeType' | 'storeDir'>): StoreOptions {
  switch (storeType.toUpperCase()) {
    case 'MEMORY':
      return { type: 'MEMORY' };
    case 'FILE':
      if (storeDir !== undefined) return { type: 'FILE', dir: storeDir };
      throw new StoreError('for FILE stores, root directory must be specified');
    case 'SQL':
      throw new StoreError(
        'the embedded server has no SQL store; one that survives the process is -st FILE -dir DIR',
      );
    default:
      throw new StoreError(`unsupported store type: ${storeType}`);
  }
}
