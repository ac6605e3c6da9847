import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commandOf, type Settings } from '../../src/cli/command';
import { DEFAULT_CORE_LIMITS } from '../../src/nats/limits';

const directory = mkdtempSync(path.join(tmpdir(), 'broker-config-'));
const file = path.join(directory, 'x.conf');
const other = path.join(directory, 'y.conf');

beforeEach(() => writeFileSync(other, ''));
afterAll(() => rmSync(directory, { recursive: true }));

const read = (text: string, ...args: string[]): ReturnType<typeof commandOf> => {
  writeFileSync(file, text);
  return commandOf(['-c', file, ...args]);
};

function settings(text: string, ...args: string[]): Settings {
  const command = read(text, ...args);
  if (command.does !== 'serve') throw new Error(JSON.stringify(command));
  return command.settings;
}

test('all that a file can say', () => {
  const text = `
    # The NATS layer
    listen: "0.0.0.0:4300"; debug = true
    logtime false, log_file: 'a.log'    // and a comment
    "pid_file": "a.pid"
    ports_file_dir: dir
    authorization { username: ann, password: "p#1\\x21\\n", timeout: 0.5 }
    max_payload: 2MB
    max_connections: -1
    max_pending 10mb
    http_port: 8222
    max_control_line: 1k
    max_subscriptions: 5
    ping_interval: "1m"
    ping_max: 3
    write_deadline: "2s"
    streaming = {
      cluster_id: ticketing
      sd: on, SV: yes
      hb_interval: "5s"
      hbt: "500ms"
      hb_fail_count: 2
      replace_durable: true
      store_limits { max_channels: 2, max_msgs: 3, max_bytes: 1MB, max_age: "2s", max_inactivity: "1h" }
      file { sync: true, slice_max_bytes: 64MB }
      username: ann
      nope { a: [1, 2.5, "x"] }
    }`;
  expect(settings(text)).toMatchObject({
    host: '0.0.0.0',
    port: 4300,
    clusterID: 'ticketing',
    heartbeatInterval: 5000,
    heartbeatTimeout: 500,
    heartbeatFailCount: 2,
    limits: {
      maxChannels: 2,
      maxSubscriptions: 1000,
      maxMessages: 3,
      maxBytes: 1024 ** 2,
      maxAge: 2000,
      maxInactivity: 3_600_000,
    },
    replaceDurable: true,
    monitoringPort: 8222,
    authorization: { user: 'ann', password: 'p#1!\n', timeout: 500 },
    coreLimits: {
      maxPayload: 2 * 1024 ** 2,
      maxConnections: Infinity,
      maxPending: 10 * 1024 ** 2,
      maxControlLine: 1000,
      maxSubscriptions: 5,
      pingInterval: 60_000,
      pingMax: 3,
      writeDeadline: 2000,
    },
    debug: true,
    trace: true,
    coreDebug: true,
    coreTrace: false,
    logTime: false,
    logFile: 'a.log',
    pidFile: 'a.pid',
    portsDir: 'dir',
    configFile: file,
    warnings: [],
  });
});

test('the command line is stronger, and 0 is the default', () => {
  const text = 'port: 4300\nmax_payload: 0\nstreaming { id: a, hbf: 3 }';
  const { port, clusterID, heartbeatFailCount, coreLimits } = settings(text, '-p', '1', '-cid=b');
  expect([port, clusterID, heartbeatFailCount]).toEqual([1, 'b', 3]);
  expect(coreLimits).toEqual(DEFAULT_CORE_LIMITS);
});

test('JSON, values on the next line, blocks of text, and a file without streaming { }', () => {
  expect(settings('{ "port": 0, "cluster_id": "a" }')).toMatchObject({ port: 0, clusterID: 'a' });
  expect(settings('port:\n  4300\ncid: (\na-b\n)')).toMatchObject({ port: 4300, clusterID: 'a-b' });
});

test('variables, of the file and of the environment, and files within files', () => {
  process.env.BROKER_TEST_PORT = '4301';
  writeFileSync(other, 'id: $NAME');
  expect(settings('port: $BROKER_TEST_PORT')).toMatchObject({ port: 4301 });
  delete process.env.BROKER_TEST_PORT;
  writeFileSync(other, 'streaming { id: inner }');
  expect(settings('port = 1\ninclude ./y.conf\nhost: ::1')).toMatchObject({
    port: 1,
    clusterID: 'inner',
    host: '::1',
  });
  expect(settings('NAME: a\nstreaming {\n id: $NAME\n}')).toMatchObject({ clusterID: 'a' });
});

test('two files serve a layer each, one serves both', () => {
  writeFileSync(other, 'port: 5\nstreaming { id: other }');
  const both = settings('port: 4\nstreaming { id: mine }', '-sc', other);
  expect(both).toMatchObject({ port: 4, clusterID: 'other', configFile: file });
  expect(commandOf(['-sc', other])).toMatchObject({
    settings: { port: 5, clusterID: 'other', configFile: other },
  });
});

test.each([
  ['streaming { id: 5 }', 'parameter "id" value is expected to be string, got int64'],
  ['streaming { id: true }', 'parameter "id" value is expected to be string, got bool'],
  ['streaming { HBF: 2.5 }', 'parameter "HBF" value is expected to be int64, got float64'],
  ['streaming { sd: [1] }', 'parameter "sd" value is expected to be bool, got slice'],
  ['streaming { hbi: {} }', 'parameter "hbi" value is expected to be string, got map'],
  ['streaming { hbi: "5" }', 'time: missing unit in duration "5"'],
  ['streaming { hbi: "x" }', 'time: invalid duration "x"'],
  ['streaming { limits { mm: "x" } }', 'parameter "mm" value is expected to be int64, got string'],
  ['streaming { limits: 3 }', 'expected store limits to be a map/struct, got 3'],
  ['streaming { file { sync: 3 } }', 'parameter "sync" value is expected to be bool, got int64'],
  ['streaming: 5', 'expected streaming section to be a map/struct, got 5'],
  ['port: "x"', 'FILE:1:0: interface conversion: interface {} is string, not int64'],
  ['\n  host: 5', 'FILE:2:2: interface conversion: interface {} is int64, not string'],
  ['debug: 1', 'FILE:1:0: interface conversion: interface {} is int64, not bool'],
  ['ping_max: 2.0', 'FILE:1:0: interface conversion: interface {} is float64, not int64'],
  ['listen: foo', 'FILE:1:0: could not parse address string "foo"'],
  ['max_payload: 9999999999', 'FILE:1:0: max_payload value is too big'],
  ['max_pending: -1', 'FILE:1:0: max_pending cannot be negative'],
  ['max_pending: 3', 'max_payload (1048576) cannot be higher than max_pending (3)'],
  ['ping_interval: "x"', 'FILE:1:0: error parsing ping_interval: time: invalid duration "x"'],
  [
    'authorization { user: u, password: 5 }',
    'FILE:1:25: interface conversion: interface {} is int64, not string',
  ],
  [
    'authorization: 5',
    'FILE:1:0: interface conversion: interface {} is int64, not map[string]interface {}',
  ],
  ['authorization { nope: 1 }', 'FILE:1:16: unknown field "nope"'],
  ['authorization { token: t, user: u }', 'FILE:1:0: Cannot have a user/pass and token'],
  [
    'authorization { token: "$2a$11$x" }',
    'The embedded server cannot read passwords and tokens that are encrypted with bcrypt: give them as they are.',
  ],
  ['port: $NOBODY', "variable reference for 'NOBODY' on line 1 can not be found"],
  ['foo {', "Parse error on line 1: 'Unexpected EOF processing map.'"],
  [
    'port: 0 host: x',
    "Parse error on line 1: 'Expected a top-level value to end with a new line, comment or EOF, but got 'h' instead.'",
  ],
  [
    'streaming { hbi: "1s" hbt: "1s" }',
    `Parse error on line 1: 'Expected a map value terminator "," or a map terminator "}", but got 'h' instead.'`,
  ],
  [
    'a: [1 2]',
    `Parse error on line 1: 'Expected an array value terminator "," or an array terminator "]", but got '2' instead.'`,
  ],
  ['\nid: "a', `Parse error on line 2: 'A " is never closed.'`],
  [
    'include ./z.conf',
    "error parsing include file './z.conf', open OTHER: no such file or directory",
  ],
  ['include x.conf', "error parsing include file 'x.conf', FILE includes itself"],
])('%j is refused as the real server does', (text, problem) => {
  const missing = path.join(directory, 'z.conf');
  const expected = problem.replace('FILE', file).replace('OTHER', missing);
  expect(read(text)).toEqual({ does: 'misconfigured', problem: expected });
});

test.each([
  ['tls { cert_file: x }', [['tls', 1]]],
  ['\ncluster { port: 0 }', [['cluster', 2]]],
  ['authorization { users = [ { user: a } ] }', [['users', 1]]],
  ['streaming {\n ft_group: x\n}', [['ft_group', 2]]],
  ['streaming { partitioning: true }', [['partitioning', 1]]],
  [
    'streaming { store: sql, sql { driver: mysql } }',
    [
      ['store', 1],
      ['sql', 1],
    ],
  ],
  [
    'tls { }\ncluster { }\nstreaming {\n cluster { node_id: a }\n encrypt: yes }',
    [
      ['cluster', 4],
      ['cluster', 2],
      ['tls', 1],
      ['encrypt', 5],
    ],
  ],
])('%j is more than this server has, and all of it is named', (text, settings) => {
  const command = read(text);
  const refusals = command.does === 'refuse' ? command.refusals : [];
  expect(refusals.map(({ what }) => what)).toEqual(
    settings.map(([key, line]) => `the setting "${key}" (${file}, line ${line})`),
  );
});

test('a flag that is refused is named along with the settings', () => {
  const command = read('tls { }', '--clustered');
  const refusals = command.does === 'refuse' ? command.refusals : [];
  expect(refusals.map(({ what }) => what)).toEqual([
    '-clustered',
    `the setting "tls" (${file}, line 1)`,
  ]);
});

test('what is not wanted, or changes nothing by itself, is no loss', () => {
  const text = `server_name: stan-1, jetstream: enabled, client_advertise: "a:1", connect_error_reports: 5
    streaming { partitioning: false, encrypt: no, ft_group: "", sql { driver: mysql }, unheard: [] }`;
  expect(read(text).does).toBe('serve');
});

test('what is discouraged is done, with a warning', () => {
  const { coreLimits, warnings } = settings('ping_interval: 5');
  expect(coreLimits.pingInterval).toBe(5000);
  expect(warnings).toEqual([
    `${file}:1:0: invalid use of field "ping_interval": ping_interval should be converted to a duration`,
  ]);
  expect(settings(' # nothing\n').warnings).toEqual([`${file}: config has no values or is empty`]);
});

test('-t says whether a file is in order', () => {
  expect(read('port: 1', '-t')).toEqual({ does: 'approve', file });
  expect(read('port: "x"', '-t').does).toBe('misconfigured');
  expect(commandOf(['-t'])).toEqual({
    does: 'misconfigured',
    problem: 'must specify [-c, --config] option to check configuration file syntax',
  });
});

test('a file that is not there is named', () => {
  const missing = path.join(directory, 'z.conf');
  const problem = `open ${missing}: no such file or directory`;
  expect(commandOf(['-c', missing])).toEqual({ does: 'misconfigured', problem });
});
