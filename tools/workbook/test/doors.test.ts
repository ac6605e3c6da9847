import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Ended, npm, run } from './fixtures/workbook';

const repository = path.resolve(__dirname, '..', '..', '..');
const read = (file: string): string => fs.readFileSync(path.join(repository, file), 'utf8');
const json = (file: string): unknown => JSON.parse(read(file));
const labs = fs.readdirSync(path.join(repository, 'labs'));
const scriptsOf = (folder: string): Record<string, string> =>
  (json(path.join(folder, 'package.json')) as { scripts: Record<string, string> }).scripts;

/** A clone as it is before `npm ci`: what npm and the doors read of it. */
let clone: string;
beforeEach(() => {
  clone = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'clone-'));
  const doors = fs.readdirSync(path.join(repository, 'tools')).filter((n) => n.endsWith('.cjs'));
  for (const file of [
    'package.json',
    'package-lock.json',
    'labs/04-manual-acks/package.json',
    ...doors.map((name) => `tools/${name}`),
  ]) {
    write(file, read(file));
  }
});
afterEach(() => fs.rmSync(clone, { recursive: true, force: true }));

function write(file: string, text: string): void {
  const target = path.join(clone, file);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, text);
}

/** Goes through a door of the clone. */
function door(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return run(path.join(clone, 'tools', 'door.cjs'), args, clone, { INIT_CWD: clone, ...env });
}

test('every script of the root and of the labs goes through a door, to a program that there is', () => {
  const doorway = read('tools/door.cjs');
  const { preinstall, prepare, ...root } = scriptsOf('.');
  expect([preinstall, prepare]).toEqual(['node tools/preinstall.cjs', 'husky']);
  const commands = [
    ...Object.values(root),
    ...labs.flatMap((lab) =>
      Object.values(scriptsOf(`labs/${lab}`)).map((script) => script.replaceAll('../../', '')),
    ),
  ].flatMap((script) => script.split(' && '));
  expect(commands.filter((command) => !command.startsWith('node tools/door.cjs '))).toEqual([]);
  for (const command of commands) {
    const [, name] = /^node \S+ (\S+)/.exec(command)!;
    const [, file] = new RegExp(`^ {2}'?${name}'?: '(.*)',$`, 'm').exec(doorway)!;
    expect(fs.existsSync(path.join(repository, file!))).toBe(true);
  }
});

test('the root has every script of a lab, and a lab those that say where one stands', () => {
  const root = Object.keys(scriptsOf('.'));
  for (const lab of labs) {
    const scripts = Object.keys(scriptsOf(`labs/${lab}`));
    expect(root).toEqual(expect.arrayContaining(scripts));
    expect(scripts).toEqual(expect.arrayContaining(['start', 'predict', 'replay', 'verify']));
  }
});

describe('before npm ci', () => {
  const sentence = 'The packages that the workbook needs are not installed yet.\n';

  test('the root says what to type', async () => {
    const { code, err } = await npm(['start'], clone);
    expect(err).toContain(`${sentence}    npm ci      installs them\n`);
    expect(code).not.toBe(0);
  });

  test.each([['test'], ['run', 'broker'], ['run', 'predict']])(
    'a lab says so to npm %s %s, and where',
    async (...args) => {
      const { code, err } = await npm(args, path.join(clone, 'labs', '04-manual-acks'));
      const up = ['..', '..'].join(path.sep);
      expect(err).toContain(`${sentence}    cd ${up}\n    npm ci      installs them\n`);
      expect(code).not.toBe(0);
    },
  );
});

test.each([
  ['a production install', (packages: Packages) => delete packages['node_modules/jest']],
  ['another version', (packages: Packages) => (packages['node_modules/jest']!.version = '1.0.0')],
])('%s is told, with the first package that is wrong', async (_what, spoil) => {
  const lock = json('package-lock.json') as { packages: Packages };
  for (const [folder, { optional, link }] of Object.entries(lock.packages)) {
    const isThere = folder.startsWith('node_modules/') && optional !== true && link !== true;
    if (isThere) fs.mkdirSync(path.join(clone, folder), { recursive: true });
    if (link === true) write(path.join(folder, 'package.json'), '{}');
  }
  const installed = 'node_modules/.package-lock.json';
  write(installed, JSON.stringify(lock));
  expect((await door(['tsc'])).err).not.toContain('installed packages');

  spoil(lock.packages);
  write(installed, JSON.stringify(lock));
  const { code, err } = await door(['tsc']);
  expect(err).toBe(
    'The installed packages are not those of the workbook: jest is missing or of another version.\n    npm ci      installs them\n',
  );
  expect(code).toBe(1);
});

type Packages = Record<string, { version: string; optional?: boolean; link?: boolean }>;

test.each(['workbook', 'workbook-test', 'nats-streaming-server', 'ts-node'])(
  'a Node that is too old is told at the door of %s',
  async (program) => {
    write(
      'old.cjs',
      "Object.defineProperty(process.versions, 'node', { value: '18.20.8' });\nObject.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.8' } });\n",
    );
    const { code, err } = await door([program], { NODE_OPTIONS: `--require ./old.cjs` });
    expect(err).toContain('needs Node 20.19, 22.13, 24 or newer; this is Node 18.20.8.\n    nvm');
    expect(code).toBe(1);
  },
);

test.each(['yarn/1.22.22 npm/? node/v20.20.2', 'pnpm/9.1.0 npm/? node/v20.20.2', 'bun/1.2.0'])(
  'an installation by %s is refused in a sentence',
  async (agent) => {
    const { code, err } = await run(path.join(clone, 'tools', 'preinstall.cjs'), [], clone, {
      npm_config_user_agent: agent,
    });
    const [manager] = agent.split('/');
    expect(err).toContain(`${manager} would install other versions`);
    expect(err).toMatch(/^ {4}npm ci /m);
    expect(code).toBe(1);
  },
);

test('an installation by npm goes on', async () => {
  const env = { npm_config_user_agent: 'npm/10.8.2 node/v20.20.2 linux x64 workspaces/false' };
  const { code } = await run(path.join(clone, 'tools', 'preinstall.cjs'), [], clone, env);
  expect(code).toBe(0);
});
