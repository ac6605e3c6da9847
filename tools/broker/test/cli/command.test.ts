import { commandOf, type Settings } from '../../src/cli/command';

const DEFAULTS: Settings = {
  host: '127.0.0.1',
  port: 4222,
  clusterID: 'test-cluster',
  heartbeatInterval: undefined,
  heartbeatTimeout: undefined,
  heartbeatFailCount: undefined,
  debug: false,
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
  [
    '-hbi 5s -hbt 500ms -hbf 2',
    { heartbeatInterval: 5000, heartbeatTimeout: 500, heartbeatFailCount: 2 },
  ],
  ['--hb_interval 1m30s', { heartbeatInterval: 90_000 }],
  ['-SD', { debug: true }],
  ['-SD=false', { debug: false }],
  ['--stan_debug=T', { debug: true }],
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

test.each(['-h', '--help', 'help', '-p 1 help'])('%p shows the usage', (line) => {
  expect(read(line)).toEqual({ does: 'help' });
});

test.each(['-v', '--version', 'version'])('%p shows the version', (line) => {
  expect(read(line)).toEqual({ does: 'version' });
});

test.each([
  ['-m 8222', 'm'],
  ['-st FILE -dir data', 'st'],
  ['-cid x --clustered', 'clustered'],
  ['--file_sync=false', 'file_sync'],
  ['-sd dir', 'sd'],
  // Refused although there is a mistake after it: it will have to go in any case.
  ['-c nats.conf -nope', 'c'],
])('%p is refused', (line, flag) => {
  expect(read(line)).toEqual({ does: 'refuse', flag });
});
