import { commandOf, type Settings } from '../../src/cli/command';
import { DEFAULT_CORE_LIMITS } from '../../src/nats/limits';
import { DEFAULT_LIMITS } from '../../src/streaming/limits';

const DEFAULTS: Settings = {
  host: '127.0.0.1',
  port: 4222,
  clusterID: 'test-cluster',
  heartbeatInterval: undefined,
  heartbeatTimeout: undefined,
  heartbeatFailCount: undefined,
  limits: DEFAULT_LIMITS,
  replaceDurable: false,
  storeType: 'MEMORY',
  storeDir: undefined,
  monitoringPort: undefined,
  authorization: {},
  coreLimits: DEFAULT_CORE_LIMITS,
  debug: false,
  trace: false,
  coreDebug: false,
  coreTrace: false,
  logTime: true,
  logFile: undefined,
  pidFile: undefined,
  portsDir: undefined,
  configFile: undefined,
  warnings: [],
};

/** The command line as it is typed; nothing in these tests needs quotes. */
const read = (line: string) => commandOf(line.split(' ').filter(Boolean));

test.each<[string, Partial<Settings>]>([
  ['', {}],
  ['--', {}],
  ['-p 4223', { port: 4223 }],
  ['--port=4223', { port: 4223 }],
  ['-p -1', { port: 0 }],
  ['-a 0.0.0.0', { host: '0.0.0.0' }],
  ['--addr ::1', { host: '::1' }],
  ['-cid ticketing', { clusterID: 'ticketing' }],
  ['-cluster_id=a=b', { clusterID: 'a=b' }],
  ['-cid=', { clusterID: '' }],
  ['-mc 2 -max_subs 0', { limits: { ...DEFAULT_LIMITS, maxChannels: 2, maxSubscriptions: 0 } }],
  ['-mm 3 -mb 64MB', { limits: { ...DEFAULT_LIMITS, maxMessages: 3, maxBytes: 64 * 1024 ** 2 } }],
  ['-ma 24h -mi=2s', { limits: { ...DEFAULT_LIMITS, maxAge: 86_400_000, maxInactivity: 2000 } }],
  ['--replace_durable', { replaceDurable: true }],
  ['-st FILE -dir data', { storeType: 'FILE', storeDir: 'data' }],
  ['--store memory', { storeType: 'memory' }],
  ['-m 8222', { monitoringPort: 8222 }],
  ['-m -1', { monitoringPort: 0 }],
  ['-m 0', {}],
  [
    '-hbi 5s -hbt 500ms -hbf 2',
    { heartbeatInterval: 5000, heartbeatTimeout: 500, heartbeatFailCount: 2 },
  ],
  ['--hb_interval 1m30s', { heartbeatInterval: 90_000 }],
  ['-SD', { debug: true }],
  ['-SD=false', { debug: false }],
  ['--stan_debug=T', { debug: true }],
  ['-SV', { trace: true }],
  ['-SDV', { debug: true, trace: true }],
  ['-SDV -SV=false', { debug: true, trace: false }],
  ['-D', { coreDebug: true }],
  ['-V', { coreTrace: true }],
  ['-DV', { coreDebug: true, coreTrace: true }],
  ['-VV', { coreTrace: true }],
  ['-DVV', { coreDebug: true, coreTrace: true }],
  ['-T=false', { logTime: false }],
  ['-l a.log -P a.pid', { logFile: 'a.log', pidFile: 'a.pid' }],
  ['--ports_file_dir dir', { portsDir: 'dir' }],
  ['--user ann --pass p', { authorization: { user: 'ann', password: 'p' } }],
  ['--auth key', { authorization: { token: 'key' } }],
  // What tunes the files of the real server changes nothing here.
  ['--file_sync=false --file_slice_max_age 1h --io_batch_size 5 -s --log_size_limit 9', {}],
  // What only the real server has may be left out in so many words.
  ['--clustered=false --encrypt=false --ft_group= -ms 0', {}],
  // So may what only says how.
  ['--cluster_node_id n1 --cluster_peers n2 --sql_driver mysql --cluster_name c', {}],
  ['--encryption_cipher AES --connect_retries 9 -n stan-1 --js --logtime_utc', {}],
  // The last one counts: `npm run broker -- -p 4223` adds to what the script says.
  ['-p 4222 -SD -p 4223', { port: 4223, debug: true }],
])('%p serves', (line, expected) => {
  expect(read(line)).toEqual({ does: 'serve', settings: { ...DEFAULTS, ...expected } });
});

test.each([
  ['-nope', 'flag provided but not defined: -nope'],
  ['--nope=1', 'flag provided but not defined: -nope'],
  ['-sd1', 'flag provided but not defined: -sd1'],
  ['-p abc', 'invalid value "abc" for flag -p: parse error'],
  ['-p 80x', 'invalid value "80x" for flag -p: parse error'],
  ['-p', 'flag needs an argument: -p'],
  ['-hbi 5', 'invalid value "5" for flag -hbi: parse error'],
  ['-hbf x', 'invalid value "x" for flag -hbf: parse error'],
  ['--file_crc_poly x', 'invalid value "x" for flag -file_crc_poly: parse error'],
  ['-SD=maybe', 'invalid boolean value "maybe" for -SD: parse error'],
  ['---p', 'bad flag syntax: ---p'],
  ['-=x', 'bad flag syntax: -=x'],
])('%p is misread as the real server does', (line, mistake) => {
  expect(read(line)).toEqual({ does: 'misread', mistake });
});

test.each([
  ['-SD false', 'false'],
  ['foo -p 1', 'foo'],
  ['-p 1 -- -SD', '-SD'],
  ['-', '-'],
])('%p has a word that is no command (section 8, T31)', (line, word) => {
  expect(read(line)).toEqual({ does: 'unknown', word });
});

test.each(['-h', '--help', 'help', '-p 1 help', '--clustered -h'])('%p shows the usage', (line) => {
  expect(read(line)).toEqual({ does: 'help' });
});

test.each(['-v', '--version', 'version'])('%p shows the version', (line) => {
  expect(read(line)).toEqual({ does: 'version' });
});

test.each([
  ['-ms 8222', ['-ms']],
  ['-cid x --clustered', ['-clustered']],
  ['--tls', ['-tls']],
  ['-ns nats://127.0.0.1:1', ['-ns']],
  // What says how goes with what it is about.
  ['--cluster_node_id n --clustered', ['-cluster_node_id', '-clustered']],
  ['--routes r --cluster_name c --encryption_cipher AES', ['-routes', '-cluster_name']],
  ['-st SQL --sql_source s', ['-st SQL', '-sql_source']],
  // Refused although there is a mistake after it: it will have to go in any case.
  ['-ft_group g -nope', ['-ft_group']],
  ['-ft_group g what', ['-ft_group']],
  ['-ft_group g -c nowhere.conf', ['-ft_group']],
])('%p is refused', (line, flags) => {
  const command = read(line);
  const refusals = command.does === 'refuse' ? command.refusals : [];
  expect(refusals.map(({ what }) => what)).toEqual(flags);
});
