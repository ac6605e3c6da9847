import { FLAG_KINDS, type Flag, FLAGS, isUnsupported } from './flags';
import { type GivenFlag, parseFlags } from './go-flags';

/** What the server is to be, as the command line says it. */
export interface Settings {
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
  readonly clusterID: string;
  /** Milliseconds; undefined: the broker's default. */
  readonly heartbeatInterval: number | undefined;
  readonly heartbeatTimeout: number | undefined;
  readonly heartbeatFailCount: number | undefined;
  readonly debug: boolean;
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
  /** A flag that only the real server has. */
  | { readonly does: 'refuse'; readonly flag: string };

const DEFAULT_PORT = 4222;

/** Understands a command line as the real server does (behaviour document, sections 5 and 5.1). */
export function commandOf(args: readonly string[]): Command {
  const { flags, words, mistake } = parseFlags(args, FLAG_KINDS);
  const refused = flags.find(({ name }) => isUnsupported(name));
  if (refused) return { does: 'refuse', flag: refused.name };
  if (mistake !== undefined) return { does: 'misread', mistake };
  const [word] = words;
  if (word === 'help' || last(flags, FLAGS.help) === true) return { does: 'help' };
  if (word === 'version' || last(flags, FLAGS.version) === true) return { does: 'version' };
  if (word !== undefined) return { does: 'unknown', word };
  return { does: 'serve', settings: settingsOf(flags) };
}

function settingsOf(flags: readonly GivenFlag[]): Settings {
  const port = last(flags, FLAGS.port) ?? DEFAULT_PORT;
  return {
    host: last(flags, FLAGS.address) ?? '127.0.0.1',
    port: port === -1 ? 0 : port,
    clusterID: last(flags, FLAGS.clusterID) ?? 'test-cluster',
    heartbeatInterval: last(flags, FLAGS.heartbeatInterval),
    heartbeatTimeout: last(flags, FLAGS.heartbeatTimeout),
    heartbeatFailCount: last(flags, FLAGS.heartbeatFailCount),
    debug: last(flags, FLAGS.debug) ?? false,
  };
}

interface ValueOf {
  text: string;
  integer: number;
  duration: number;
  boolean: boolean;
}

/** The value of a flag: the last one, if it was given more than once. */
function last<F extends Flag>(
  flags: readonly GivenFlag[],
  flag: F,
): ValueOf[F['kind']] | undefined {
  const given = flags.findLast(({ name }) => flag.names.includes(name));
  return given?.value as ValueOf[F['kind']] | undefined;
}
