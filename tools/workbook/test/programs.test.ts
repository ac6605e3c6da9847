import fs from 'node:fs';
import path from 'node:path';
import { type Ended, run } from './fixtures/workbook';

const repository = path.resolve(__dirname, '..', '..', '..');
const door = path.join(repository, 'tools', 'door.cjs');
const throughTheDoor = (...args: string[]): Promise<Ended> => run(door, args, repository, {});

/** Each of our programs with its options; those of `workbook` are commands. */
const options: Readonly<Record<string, readonly string[]>> = {
  'workbook start': [],
  'workbook predict': ['--answers'],
  'workbook play': ['--fates'],
  'workbook replay': [],
  'workbook prices': [],
  'workbook cluster': ['--port'],
  'workbook database': ['--port'],
  'workbook kubectl': [],
  'workbook prove': [],
  'workbook verify': ['--json', '--all', '--only'],
  'workbook starters': ['--check'],
  'workbook mutation': ['--others'],
  'workbook lint': [],
  'workbook format': [],
  'workbook types': [],
  'workbook pictures': [],
  'workbook in-a-lab': [],
  'workbook on-cluster': [],
  'workbook-bench': ['--server', '--json', '--quick'],
  'workbook-conformance': ['--server'],
  'workbook-faults': ['--kills', '--seed', '--server'],
  'workbook-differential': ['--server', '--sessions', '--seed', '--store', '--replay', '--at-once'],
  'workbook-fuzz': ['--inputs', '--damages', '--seed'],
  'workbook-bench-explorer': [],
  'workbook-bench-mongod': ['--second', '--seconds'],
  'workbook-fuzz-mongod': ['--inputs', '--seed'],
  'workbook-mongod-conformance': ['--server', '--second'],
  'workbook-cluster-conformance': ['--real', '--record', '--etcd', '--cache'],
  'workbook-kubectls': [],
  'workbook-notes': [],
  'workbook-pictures': [],
  'workbook-situations': [],
};

test('these are all that are behind the door, and all commands of workbook', async () => {
  const ours = [...fs.readFileSync(door, 'utf8').matchAll(/^ {2}'?(workbook[\w-]*)'?: /gm)];
  const programs = new Set(Object.keys(options).map((typed) => typed.split(' ')[0]));
  // Behind workbook-test is jest, which says itself what it does not know.
  expect([...programs, 'workbook-test'].sort()).toEqual(ours.map(([, name]) => name).sort());
  const { code, out } = await throughTheDoor('workbook', '--help');
  const commands = [...out.matchAll(/^ {4}([a-z][a-z-]*) /gm)].map(
    ([, name]) => `workbook ${name}`,
  );
  expect(commands).toEqual(Object.keys(options).filter((typed) => typed.includes(' ')));
  expect(code).toBe(0);
});

test.each(Object.entries(options))('%s explains itself', async (typed, names) => {
  const [help, nonsense] = await Promise.all([
    throughTheDoor(...typed.split(' '), '--help'),
    throughTheDoor(...typed.split(' '), '--nonsense'),
  ]);
  const named = [...help.out.matchAll(/^ {4}(--[a-z-]+)/gm)].map(([, name]) => name);
  expect(named).toEqual([...names, '--help']);
  expect([help.code, help.err]).toEqual([0, '']);
  expect(nonsense.err).toMatch(
    /^"(npm|node) [^"]+" has no option --nonsense[.;].*\n {4}.+ --help {6}says what it takes\n$/,
  );
  expect([nonsense.code, nonsense.out]).toEqual([2, '']);
});

test('a program that is not behind the door is told, with those that are', async () => {
  for (const name of ['workbok', 'constructor']) {
    const { code, err } = await throughTheDoor(name);
    expect(err).toContain(`There is no program "${name}". There are: workbook, workbook-test, `);
    expect(err).not.toMatch(/^ +at /m);
    expect(code).toBe(2);
  }
});

test('npm test -- --help in a lab is about labs, and what jest does not know is no stack', async () => {
  const help = await throughTheDoor('workbook-test', '--help');
  expect(help.out).toMatch(/^npm test -- \[options\] \[STEP\.\.\.\]\n(.*\n)+ {4}--replay PLAN /);
  expect([help.code, help.err]).toEqual([0, '']);
  const { code, err } = await throughTheDoor('workbook-test', '--nonsense');
  expect(err).toContain('Unrecognized option "nonsense"');
  expect(err).not.toMatch(/^ +at /m);
  expect(code).toBe(1);
});
