import fs from 'node:fs';
import path from 'node:path';
import { getKubectl } from '../src/cluster/get-kubectl';
import { FixtureCluster } from './fixtures/cluster';
import { npm } from './fixtures/workbook';

const repository = path.resolve(__dirname, '..', '..', '..');
const isWindows = process.platform === 'win32';

/** In the place of kubectl stands Node, which every system has: it runs a program that says what it is given. */
const NODE = { KUBECTL: process.execPath };
const TELLS = `
  const { KUBECONFIG } = process.env;
  console.log(JSON.stringify({ args: process.argv.slice(2), folder: process.cwd(), KUBECONFIG }));
  process.exitCode = 3;`;
const STAYS = `
  process.on(process.argv[2], () => { console.log('told'); process.exit(4); });
  setInterval(() => undefined, 1000);
  console.log('stays');`;

let fixture: FixtureCluster;
let folder: string;
beforeEach(() => {
  fixture = new FixtureCluster();
  folder = fixture.workbook.root;
  fixture.workbook.write('tells.cjs', TELLS);
  fixture.workbook.write('stays.cjs', STAYS);
});
afterEach(() => fixture.end());

const told = (out: string): unknown => JSON.parse(out.slice(out.indexOf('{')));

describe('with a cluster', () => {
  beforeEach(() => fixture.startCluster());

  test('kubectl gets its arguments as they are, the kubeconfig and the folder, and its exit code is told', async () => {
    const args = ['logs', '-f', 'a b', '--', '--help'];
    const { code, out, err } = await fixture.run(['kubectl', 'tells.cjs', ...args], NODE);
    expect(told(out)).toEqual({ args, folder: fs.realpathSync(folder), KUBECONFIG: fixture.file });
    expect([code, err]).toEqual([3, '']);
  });

  test('it is that of the PATH unless KUBECTL names another', async () => {
    const bin = path.join(folder, 'bin');
    fs.mkdirSync(bin);
    if (isWindows) fs.copyFileSync(process.execPath, path.join(bin, 'kubectl.exe'));
    else fs.symlinkSync(process.execPath, path.join(bin, 'kubectl'));
    for (const KUBECTL of ['', 'kubectl']) {
      const { code, out } = await fixture.run(['kubectl', 'tells.cjs', 'get'], {
        KUBECTL,
        PATH: bin,
      });
      expect(told(out)).toMatchObject({ args: ['get'] });
      expect(code).toBe(3);
    }
  });

  test('a program of a lab is on that cluster, or on that of KUBECONFIG, and never on one of kubectl', async () => {
    const typed = ['on-cluster', 'tells.cjs', '4300', '--help'];
    const args = typed.slice(2);
    const { code, out } = await fixture.run(typed, { KUBECONFIG: '' });
    expect(told(out)).toMatchObject({ args, KUBECONFIG: fixture.file });
    expect(code).toBe(3);
    const other = await fixture.run(typed, { KUBECONFIG: '/of/another' });
    expect(told(other.out)).toMatchObject({ args, KUBECONFIG: '/of/another' });
  });

  test('where there is none, it says how to get one', async () => {
    const { code, out, err } = await fixture.run(['kubectl', 'get', 'pods'], {
      KUBECTL: '',
      PATH: '',
    });
    expect(err).toBe(`There is no kubectl on the PATH.\n${getKubectl(process.platform)}\n`);
    expect([code, out]).toEqual([1, '']);
  });

  test('a KUBECTL that is not there is named', async () => {
    const KUBECTL = path.join(folder, 'nobody');
    const { code, err } = await fixture.run(['kubectl', 'get', 'pods'], { KUBECTL });
    expect(err).toBe(
      `The environment variable KUBECTL says "${KUBECTL}", which cannot be started: ENOENT.\nUnset it, or name the file of a kubectl.\n`,
    );
    expect(code).toBe(1);
  });

  test('a flag that npm keeps for itself is told', async () => {
    const env = { WORKBOOK_ROOT: folder, ...NODE };
    const tells = path.join(folder, 'tells.cjs');
    const lost = await npm(['run', 'kubectl', tells, 'logs', '-f'], repository, env);
    expect(told(lost.out)).toMatchObject({ args: ['logs'] });
    expect(lost.err).toContain(
      'npm has kept -f for itself. Flags of kubectl stand behind two dashes: npm run kubectl -- ',
    );
    const kept = await npm(['run', 'kubectl', '--', tells, 'logs', '-f'], repository, env);
    expect(told(kept.out)).toMatchObject({ args: ['logs', '-f'] });
    expect(kept.err).not.toContain('for itself');
  });

  // On Windows a signal of another process ends a program at once.
  if (!isWindows) {
    test.each(['SIGINT', 'SIGTERM'] as const)('%s is handed on', async (signal) => {
      const running = fixture.start(['kubectl', 'stays.cjs', signal], NODE);
      await running.said('stays');
      running.signal(signal);
      expect(await running.ended).toEqual({ code: 4, out: 'stays\ntold\n', err: '' });
    });

    test('where a signal has ended it, the code is that which a shell tells', async () => {
      const running = fixture.start(['kubectl', 'stays.cjs', 'SIGUSR2'], NODE);
      await running.said('stays');
      running.signal('SIGTERM');
      expect(await running.ended).toMatchObject({ code: 128 + 15 });
    });
  }
});

test('without a cluster, it says what starts one', async () => {
  const { code, out, err } = await fixture.run(['kubectl', 'tells.cjs'], NODE);
  expect(err).toBe(
    `No cluster runs: nobody answers to ${path.join('.cluster', 'kubeconfig')}.\n` +
      '    npm run cluster      starts one, and stays; then type this again in another terminal\n',
  );
  expect([code, out]).toEqual([1, '']);
  const program = await fixture.run(['on-cluster', 'tells.cjs'], { KUBECONFIG: '' });
  expect(program.err).toBe(
    `${err}On another cluster: set the environment variable KUBECONFIG to its kubeconfig.\n`,
  );
  expect([program.code, program.out]).toEqual([1, '']);
});

test('each system has a command of its own that installs kubectl', () => {
  expect(getKubectl('win32')).toContain('    winget install -e --id Kubernetes.kubectl      ');
  expect(getKubectl('darwin')).toContain('    brew install kubectl      ');
  expect(getKubectl('linux')).toContain('    sudo snap install kubectl --classic      ');
  for (const platform of ['win32', 'darwin', 'linux', 'freebsd'] as const) {
    expect(getKubectl(platform)).toContain(': https://kubernetes.io/docs/tasks/tools/\n');
  }
});
