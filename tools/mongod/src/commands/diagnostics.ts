import os from 'node:os';
import { CommandError } from '../error';
import { doc, double, int, LARGEST_DOCUMENT, long, type Value } from '../values';
import { COMPATIBLE_VERSION } from '../version';
import type { Command, Commands } from './command';
import { adminOnly } from './names';

const MIB = 1024 * 1024;
const MOST_CONNECTIONS = 65_536;
const ENGINE = 'inMemory';
const FEATURES = doc({ version: COMPATIBLE_VERSION.replace(/\.\d+$/, '') });

const ping: Command = ({ args }) => {
  args.end();
  return doc({});
};

/** Manual, "buildInfo": the version whose answers are given, and what gives them. */
const buildInfo: Command = ({ args }) => {
  args.end();
  return doc({
    version: COMPATIBLE_VERSION,
    gitVersion: 'none: the embedded MongoDB of the workbook',
    modules: [],
    allocator: 'system',
    javascriptEngine: 'none',
    sysInfo: 'deprecated',
    versionArray: [...COMPATIBLE_VERSION.split('.').map(Number), 0].map(int),
    bits: int(64),
    debug: false,
    maxBsonObjectSize: int(LARGEST_DOCUMENT),
    storageEngines: [ENGINE],
  });
};

/** Manual, "serverStatus": what there is of it. Sections that are asked for or not are no matter. */
const serverStatus: Command = ({ state }) => {
  const uptime = (state.clock.now() - state.started) / 1000;
  const current = state.connections();
  const { rss } = process.memoryUsage();
  return doc({
    host: `${os.hostname()}:${state.address.replace(/.*:/, '')}`,
    version: COMPATIBLE_VERSION,
    process: 'mongod',
    pid: long(process.pid),
    uptime: double(Math.floor(uptime)),
    uptimeMillis: long(Math.floor(uptime * 1000)),
    uptimeEstimate: long(Math.floor(uptime)),
    localTime: new Date(state.clock.wall()),
    connections: doc({
      current: int(current),
      available: int(MOST_CONNECTIONS - current),
      active: int(1),
    }),
    mem: doc({ bits: int(64), resident: int(Math.ceil(rss / MIB)), supported: true }),
    metrics: doc({ cursor: doc({ open: doc({ total: long(state.cursors.size) }) }) }),
    storageEngine: doc({ name: ENGINE, persistent: false, readOnly: false }),
  });
};

/** Manual, "hostInfo". */
const hostInfo: Command = ({ args, state }) => {
  args.end();
  return doc({
    system: doc({
      currentTime: new Date(state.clock.wall()),
      hostname: os.hostname(),
      cpuAddrSize: int(64),
      memSizeMB: long(Math.floor(os.totalmem() / MIB)),
      numCores: int(os.cpus().length),
      cpuArch: os.machine(),
    }),
    os: doc({ type: os.type(), name: os.platform(), version: os.release() }),
    extra: doc({}),
  });
};

/** Manual, "getParameter": the only one that there is, of which tools read the version. */
const getParameter: Command = (call) => {
  adminOnly(call);
  const { body } = call;
  const isAll = body.get('getParameter') === '*';
  if (isAll || body.has('featureCompatibilityVersion'))
    return doc({ featureCompatibilityVersion: FEATURES });
  throw new CommandError('InvalidOptions', 'no option found to get');
};

/** Manual, "connectionStatus": nobody has to say who he is. */
const connectionStatus: Command = ({ args }) => {
  args.flag('showPrivileges');
  args.end();
  return doc({ authInfo: doc({ authenticatedUsers: [], authenticatedUserRoles: [] }) });
};

/** Manual, "getLog": nothing is kept. */
const getLog: Command = (call) => {
  adminOnly(call);
  call.args.end();
  const names: Value[] = ['global', 'startupWarnings'];
  const name = call.body.get('getLog')!;
  if (name === '*') return doc({ names });
  if (names.includes(name)) return doc({ totalLinesWritten: int(0), log: [] });
  throw new CommandError('CommandFailed', `no log named '${String(name)}'`);
};

/** Manual, "getCmdLineOpts". */
const getCmdLineOpts: Command = (call) => {
  adminOnly(call);
  call.args.end();
  return doc({ argv: ['mongod'], parsed: doc({}) });
};

export const diagnostics: Commands = {
  ping,
  buildInfo,
  buildinfo: buildInfo,
  serverStatus,
  hostInfo,
  getParameter,
  connectionStatus,
  getLog,
  getCmdLineOpts,
};
