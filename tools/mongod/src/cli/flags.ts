import { COMPATIBLE_VERSION } from '../version';

/** What the server is started with. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  /** Where a mongod would write; undefined if it was not said. */
  readonly dbPath: string | undefined;
}

/** What the arguments ask for. */
export type Asked =
  | { readonly does: 'serve'; readonly settings: Settings }
  | { readonly does: 'say'; readonly text: string }
  | { readonly does: 'refuse'; readonly text: string };

type Flag = '--port' | '--dbpath' | '--bind_ip' | '--storageEngine' | '--noauth';

/** Each with what stands after it, and what it is for. */
const FLAGS: Readonly<Record<Flag, readonly [value: string, help: string]>> = {
  '--port': ['<port>', 'listens on this port; 27017 if nothing is said, 0: a free one'],
  '--bind_ip': ['<address>', 'listens on this address alone; 127.0.0.1 if nothing is said'],
  '--dbpath': ['<folder>', 'is taken, and nothing is written there: all is in memory'],
  '--storageEngine': ['<name>', 'wiredTiger, inMemory or ephemeralForTest: all is in memory'],
  '--noauth': ['', 'as it is: nobody has to say who he is'],
};

/** What the server is without. */
const REFUSED: Readonly<Record<string, string>> = {
  '--replSet': 'it stands alone, without transactions and change streams',
  '--auth': 'it knows no users',
  '--keyFile': 'it knows no users',
  '--config': 'it is told everything by flags',
  '-f': 'it is told everything by flags',
};

const ENGINES: readonly string[] = ['wiredTiger', 'inMemory', 'ephemeralForTest'];
const LAST_PORT = 65_535;

const USAGE = `Usage: mongod [options]

The workbook's embedded MongoDB: the real protocol, documents in memory. What it does not do it refuses.

${Object.entries(FLAGS)
  .map(([name, [value, help]]) => `    ${`${name} ${value}`.padEnd(26)} ${help}`)
  .join('\n')}
    ${'--version'.padEnd(26)} says which mongod it answers as
`;

const VERSION = `db version v${COMPATIBLE_VERSION}
This is the workbook's embedded MongoDB, which answers as that version does. It is no mongod of MongoDB, Inc.
`;

/** Reads the arguments as a mongod does: `--port 27017` or `--port=27017`; the last of two counts. */
export function parseFlags(args: readonly string[]): Asked {
  const given = new Map<Flag, string>();
  const rest = args.flatMap((arg) => (arg.startsWith('--') ? separated(arg) : [arg]));
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--version') return { does: 'say', text: VERSION };
    if (arg === '--help' || arg === '-h') return { does: 'say', text: USAGE };
    if (Object.hasOwn(REFUSED, arg)) return withoutIt(arg);
    if (!Object.hasOwn(FLAGS, arg)) return refuse(`unrecognised option '${arg}'`);
    const flag = arg as Flag;
    const value = FLAGS[flag][0] === '' ? '' : rest.shift();
    if (value === undefined) return refuse(`the required argument for option '${arg}' is missing`);
    given.set(flag, value);
  }
  return settingsOf(given);
}

function separated(arg: string): string[] {
  const at = arg.indexOf('=');
  return at < 0 ? [arg] : [arg.slice(0, at), arg.slice(at + 1)];
}

function settingsOf(given: ReadonlyMap<Flag, string>): Asked {
  const port = given.get('--port') ?? '27017';
  if (!/^\d+$/.test(port) || Number(port) > LAST_PORT)
    return refuse(`there is no port ${port}: they go from 1 to ${LAST_PORT}`);
  const engine = given.get('--storageEngine');
  if (engine !== undefined && !ENGINES.includes(engine))
    return refuse(`Unknown storage engine ${engine}; there are ${ENGINES.join(', ')}`);
  const host = given.get('--bind_ip') ?? '127.0.0.1';
  if (host.includes(','))
    return refuse(`--bind_ip ${host} names more than one address, and this server has one`);
  const dbPath = given.get('--dbpath');
  return { does: 'serve', settings: { port: Number(port), host, dbPath } };
}

function withoutIt(flag: string): Asked {
  return {
    does: 'refuse',
    text: `The embedded MongoDB does not take ${flag}: ${REFUSED[flag]!}. Where a mongod is installed, name it:\n    MONGOMS_SYSTEM_BINARY=/path/to/mongod\n`,
  };
}

function refuse(what: string): Asked {
  return {
    does: 'refuse',
    text: `Error parsing command line: ${what}\ntry 'mongod --help' for more information\n`,
  };
}
