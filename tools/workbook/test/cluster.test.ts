import fs from 'node:fs';
import { request } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { accessIn } from '@workbook/cluster/client';
import { findCluster } from '../src/cluster/kubeconfig';
import { FixtureCluster } from './fixtures/cluster';

let fixture: FixtureCluster;
beforeEach(() => {
  fixture = new FixtureCluster();
});
afterEach(() => fixture.end());

interface Pod {
  readonly metadata: { readonly name: string };
}

/** What the API server of the cluster answers. */
async function ask(method: 'GET' | 'DELETE', name = ''): Promise<{ items: Pod[] }> {
  const { url, certificate, token } = accessIn(fixture.kubeconfig);
  const options = {
    method,
    ca: certificate,
    agent: false,
    headers: { authorization: `Bearer ${token}` },
  };
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/api/v1/namespaces/default/pods${name}`, options, (answer) => {
      let text = '';
      answer.on('data', (part) => (text += String(part)));
      answer.once('end', () => resolve(JSON.parse(text) as { items: Pod[] }));
    });
    sent.once('error', reject).end();
  });
}

describe('npm run cluster', () => {
  test('has a broker in it as the manifest says, and tells what to type', async () => {
    const cluster = await fixture.startCluster();
    const { items } = await ask('GET');
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      metadata: { labels: { app: 'nats' } },
      spec: { containers: [{ image: 'nats-streaming:0.25.6' }] },
      status: { phase: 'Running' },
    });
    const { name } = items[0]!.metadata;
    expect(cluster.out).toContain(`\nkubeconfig  ${path.join('.cluster', 'kubeconfig')}\n`);
    expect(cluster.out).toContain('    npm run kubectl -- port-forward svc/nats-srv 4222      ');
    const time = String.raw`\d\d:\d\d:\d\d`;
    expect(cluster.out).toMatch(
      new RegExp(`^${time}  ${name}  started\n${time}  ${name}  is ready$`, 'm'),
    );
  });

  test('tells of a pod that is deleted, and of the one that takes its place', async () => {
    const cluster = await fixture.startCluster();
    const { name } = (await ask('GET')).items[0]!.metadata;
    await ask('DELETE', `/${name}`);
    await cluster.said('  is ready\n', 2);
    await cluster.said(`  ${name}  is gone\n`);
    expect(cluster.out).toContain(`  ${name}  is deleted, and told to end\n`);
    expect(cluster.out).toMatch(
      new RegExp(`  (?!${name})nats-depl-\\S+  started, in the place of ${name}\n`),
    );
  });

  test('a second one is told of the first, with its process and what to type', async () => {
    const first = await fixture.startCluster();
    const second = await fixture.start(['cluster']).ended;
    const { url } = (await findCluster(fixture.file))!;
    expect(second.err).toBe(
      `A cluster runs already: process ${first.pid}, ${url}. Use that one, or end it with Ctrl-C where it was started.\n` +
        '    npm run kubectl -- get pods      shows what is in it\n',
    );
    expect([second.code, second.out]).toEqual([1, '']);
    expect((await ask('GET')).items).toHaveLength(1);
  });

  test('what one that was killed has left is replaced', async () => {
    const killed = await fixture.startCluster();
    const left = fixture.kubeconfig;
    killed.signal('SIGKILL');
    await killed.ended;
    expect(fixture.kubeconfig).toBe(left);
    await fixture.startCluster();
    expect((await ask('GET')).items).toHaveLength(1);
    expect(accessIn(fixture.kubeconfig).token).not.toBe(accessIn(left).token);
  });

  test('half a file is replaced too', async () => {
    fixture.workbook.write('.cluster/kubeconfig', '{"clusters":');
    await fixture.startCluster();
    expect((await ask('GET')).items).toHaveLength(1);
  });

  test('a port that is taken, and one that there is none of', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const taken = await fixture.start(['cluster', '--port', String(port)]).ended;
    server.close();
    expect(taken.err).toContain(`Port ${port} is taken by another process.\n`);
    expect(taken.err).toContain('    npm run cluster      takes a free one\n');
    const { err, code } = await fixture.start(['cluster', '--port', '65536']).ended;
    expect(err).toBe('There is no port 65536: 65535 is the last.\n');
    expect([taken.code, code]).toEqual([1, 1]);
    expect(fs.existsSync(fixture.file)).toBe(false);
  });
});

// On Windows a signal of another process ends a program at once.
if (process.platform !== 'win32') {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s ends it without a trace',
    async (signal) => {
      const cluster = await fixture.startCluster();
      expect(fs.statSync(fixture.file).mode & 0o777).toBe(0o600);
      cluster.signal(signal);
      const { code, out, err } = await cluster.ended;
      expect(out).toMatch(/  is ready\nThe cluster has ended\.\n$/);
      expect([code, err]).toEqual([0, '']);
      expect(fs.existsSync(fixture.file)).toBe(false);
    },
  );

  test('it ends with the npm that has started it', async () => {
    const npm = fixture.startBelow('cluster');
    await npm.said('  is ready\n');
    npm.signal('SIGKILL');
    await npm.ended;
    expect(fs.existsSync(fixture.file)).toBe(false);
  });
}
