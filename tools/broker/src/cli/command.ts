import { readConfig } from '../config/read';
import type { Setting } from '../config/setting';
import { bareValue, ConfigError } from '../config/value';
import type { Authorization } from '../nats/authorization';
import { type CoreLimits, DEFAULT_CORE_LIMITS } from '../nats/limits';
import { DEFAULT_LIMITS, type Limits } from '../streaming/limits';
import { FILE_ONLY, FLAG_KINDS, type Flag, FLAGS } from './flags';
import { type GivenFlag, parseFlags } from './go-flags';
import { type Refusal, refusalsOf } from './refusals';

/** What the server is to be, as the command line and the configuration file say it. */
export interface Settings {
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
  readonly clusterID: string;
  /** Milliseconds; undefined: the broker's default. */
  readonly heartbeatInterval: number | undefined;
  readonly heartbeatTimeout: number | undefined;
  readonly heartbeatFailCount: number | undefined;
  readonly limits: Limits;
  readonly replaceDurable: boolean;
  /** As it was given: `FILE`, in capitals or not. */
  readonly storeType: string;
  readonly storeDir: string | undefined;
  /** 0: a free one; undefined: no monitoring. */
  readonly monitoringPort: number | undefined;
  readonly authorization: Authorization;
  readonly coreLimits: CoreLimits;
  /** Lines of the streaming layer that are wanted. */
  readonly debug: boolean;
  readonly trace: boolean;
  /** And of the core. */
  readonly coreDebug: boolean;
  readonly coreTrace: boolean;
  /** False: log lines begin without date and time. */
  readonly logTime: boolean;
  readonly logFile: string | undefined;
  readonly pidFile: string | undefined;
  readonly portsDir: string | undefined;
  readonly configFile: string | undefined;
  /** Lines that come before everything else. */
  readonly warnings: readonly string[];
}

/** What a command line asks for. */
export type Command =
  | { readonly does: 'serve'; readonly settings: Settings }
  | { readonly does: 'help' }
  | { readonly does: 'version' }
  /** A flag that does not exist or cannot be read: the usage is shown and the exit code is 0. */
  | { readonly does: 'misread'; readonly mistake: string }
  /** A word that is no command. */
  | { readonly does: 'unknown'; readonly word: string }
  /** What only the real server has, all of it at once. */
  | { readonly does: 'refuse'; readonly refusals: readonly Refusal[] }
  /** A configuration file that cannot be used. */
  | { readonly does: 'misconfigured'; readonly problem: string }
  /** The configuration file is in order, which was all that was asked. */
  | { readonly does: 'approve'; readonly file: string };

const DEFAULT_PORT = 4222;

/** Understands a command line as the real server does (behaviour document, sections 5 and 5.1). */
export function commandOf(args: readonly string[]): Command {
  const { flags, words, mistake } = parseFlags(args, FLAG_KINDS);
  const [word] = words;
  if (mistake === undefined) {
    if (word === 'help' || last(flags, FLAGS.help) === true) return { does: 'help' };
    if (word === 'version' || last(flags, FLAGS.version) === true) return { does: 'version' };
  }
  // Refused although there may be a mistake after it: it will have to go in any case.
  const refusals = refusalsOf(flags.map(askedStore));
  const settled = refusals.length > 0 && (mistake !== undefined || word !== undefined);
  if (settled) return { does: 'refuse', refusals };
  if (mistake !== undefined) return { does: 'misread', mistake };
  if (word !== undefined) return { does: 'unknown', word };
  try {
    return configured(flags);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    if (refusals.length > 0) return { does: 'refuse', refusals };
    return { does: 'misconfigured', problem: error.message };
  }
}

/** The command line is stronger than the file. @throws ConfigError */
function configured(flags: readonly GivenFlag[]): Command {
  const file = textOf(flags, FLAGS.config);
  const streamingFile = textOf(flags, FLAGS.streamingConfig);
  const { settings, warnings } = readConfig(file, streamingFile);
  const refusals = refusalsOf([...flags, ...settings].map(askedStore));
  if (refusals.length > 0) return { does: 'refuse', refusals };
  const configFile = file ?? streamingFile;
  if (last(flags, FLAGS.check)) {
    if (configFile !== undefined) return { does: 'approve', file: configFile };
    throw new ConfigError('must specify [-c, --config] option to check configuration file syntax');
  }
  return {
    does: 'serve',
    settings: { ...settingsOf([...settings, ...flags]), configFile, warnings },
  };
}

/** A store of SQL is asked for by the value of a flag, and refused as if it had one of its own. */
function askedStore<G extends GivenFlag | Setting>(given: G): G {
  const isStore = FLAGS.storeType.names.some((name) => name === given.name);
  const isSQL = isStore && String(given.value).toUpperCase() === 'SQL';
  return isSQL ? { origin: `-${given.name} SQL`, ...given, name: 'sql_store' } : given;
}

type Given = readonly (GivenFlag | Setting)[];

function settingsOf(flags: Given): Omit<Settings, 'configFile' | 'warnings'> {
  const port = last(flags, FLAGS.port) ?? DEFAULT_PORT;
  return {
    host: last(flags, FLAGS.address) ?? '127.0.0.1',
    port: port === -1 ? 0 : port,
    clusterID: last(flags, FLAGS.clusterID) ?? 'test-cluster',
    heartbeatInterval: last(flags, FLAGS.heartbeatInterval),
    heartbeatTimeout: last(flags, FLAGS.heartbeatTimeout),
    heartbeatFailCount: last(flags, FLAGS.heartbeatFailCount),
    limits: limitsOf(flags),
    replaceDurable: last(flags, FLAGS.replaceDurable) ?? false,
    storeType: textOf(flags, FLAGS.storeType) ?? 'MEMORY',
    storeDir: textOf(flags, FLAGS.storeDir),
    monitoringPort: monitoringPortOf(flags),
    authorization: authorizationOf(flags),
    coreLimits: coreLimitsOf(flags),
    debug: last(flags, FLAGS.debug) ?? false,
    trace: last(flags, FLAGS.trace) ?? false,
    coreDebug: last(flags, FLAGS.coreDebug) ?? false,
    coreTrace: last(flags, FLAGS.coreTrace) ?? false,
    logTime: last(flags, FLAGS.logTime) ?? true,
    logFile: textOf(flags, FLAGS.logFile),
    pidFile: textOf(flags, FLAGS.pidFile),
    portsDir: textOf(flags, FLAGS.portsDir),
  };
}

function limitsOf(flags: Given): Limits {
  const bytes = last(flags, FLAGS.maxBytes);
  return {
    maxChannels: last(flags, FLAGS.maxChannels) ?? DEFAULT_LIMITS.maxChannels,
    maxSubscriptions:
      last(flags, FLAGS.maxSubscriptionsPerChannel) ?? DEFAULT_LIMITS.maxSubscriptions,
    maxMessages: last(flags, FLAGS.maxMessages) ?? DEFAULT_LIMITS.maxMessages,
    maxBytes: bytes === undefined ? DEFAULT_LIMITS.maxBytes : sizeOf(bytes),
    maxAge: last(flags, FLAGS.maxAge) ?? DEFAULT_LIMITS.maxAge,
    maxInactivity: last(flags, FLAGS.maxInactivity) ?? DEFAULT_LIMITS.maxInactivity,
  };
}

/** `64MB`, or a number, which is what it is in a file. */
function sizeOf(text: string | number): number {
  const size = bareValue(String(text));
  if (size.type !== 'int64') throw new ConfigError('mb should be a size');
  return size.value;
}

/** As in the real server, 0 is none and -1 a free one. */
function monitoringPortOf(flags: Given): number | undefined {
  const port = last(flags, FLAGS.monitoringPort) ?? 0;
  if (port === 0) return undefined;
  return port === -1 ? 0 : port;
}

function authorizationOf(flags: Given): Authorization {
  const user = last(flags, FLAGS.user);
  const password = last(flags, FLAGS.password);
  const token = last(flags, FLAGS.token);
  const timeout = last(flags, FILE_ONLY.authTimeout);
  const encrypted = [password, token].some((text) => text?.startsWith('$2'));
  if (encrypted) {
    throw new ConfigError(
      'The embedded server cannot read passwords and tokens that are encrypted with bcrypt: give them as they are.',
    );
  }
  return {
    ...(user !== undefined && { user }),
    ...(password !== undefined && { password }),
    ...(token !== undefined && { token }),
    ...(timeout && { timeout }),
  };
}

/** As in the real server, 0 is the default, and -1 is any number of connections. */
function coreLimitsOf(flags: Given): CoreLimits {
  const of = (name: keyof CoreLimits): number => {
    const value = last(flags, FILE_ONLY[name]) ?? 0;
    return value === 0 ? DEFAULT_CORE_LIMITS[name] : value;
  };
  const limits: CoreLimits = {
    maxPayload: of('maxPayload'),
    maxConnections: of('maxConnections') < 0 ? Infinity : of('maxConnections'),
    maxPending: of('maxPending'),
    maxControlLine: of('maxControlLine'),
    maxSubscriptions: of('maxSubscriptions'),
    pingInterval: of('pingInterval'),
    pingMax: of('pingMax'),
    writeDeadline: of('writeDeadline'),
  };
  if (limits.maxPayload > limits.maxPending) {
    throw new ConfigError(
      `max_payload (${limits.maxPayload}) cannot be higher than max_pending (${limits.maxPending})`,
    );
  }
  return limits;
}

interface ValueOf {
  text: string;
  integer: number;
  duration: number;
  boolean: boolean;
}

/** The value of a flag: the last one, if it was given more than once. */
function last<F extends Pick<Flag, 'names' | 'kind'>>(
  flags: Given,
  flag: F,
): ValueOf[F['kind']] | undefined {
  const given = flags.findLast(({ name }) => flag.names.includes(name));
  return given?.value as ValueOf[F['kind']] | undefined;
}

/** As `last`; an empty text is like none. */
function textOf(flags: Given, flag: Pick<Flag, 'names'> & { kind: 'text' }): string | undefined {
  const text = last(flags, flag);
  return text === '' ? undefined : text;
}
