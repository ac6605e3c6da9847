import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import path from 'node:path';
import { type Going, type Kubectl } from './kubectl';
import { Streaming } from './streaming';

export const MANIFEST = path.join(__dirname, '..', '..', '..', 'deploy', 'nats-depl.yaml');

/** What every kubectl has to be able to do, in this order, on one cluster. */
export const CASES: readonly (readonly [string, (kubectl: Kubectl) => Promise<void>])[] = [
  [
    'apply',
    async (kubectl) => {
      const created = await kubectl.get('apply', '-f', MANIFEST);
      assert.equal(created, 'deployment.apps/nats-depl created\nservice/nats-srv created\n');
      await kubectl.get('rollout', 'status', 'deployment/nats-depl', '--timeout=20s');
      const again = await kubectl.get('apply', '-f', MANIFEST);
      assert.equal(again, 'deployment.apps/nats-depl unchanged\nservice/nats-srv unchanged\n');
    },
  ],
  [
    'scale and patch',
    async (kubectl) => {
      const scaled = await kubectl.get('scale', 'deployment/nats-depl', '--replicas=2');
      assert.equal(scaled, 'deployment.apps/nats-depl scaled\n');
      await kubectl.get('rollout', 'status', 'deployment/nats-depl', '--timeout=20s');
      const patch = '[{"op": "replace", "path": "/spec/replicas", "value": 1}]';
      await kubectl.get('patch', 'deployment/nats-depl', '--type=json', '-p', patch);
      const end = Date.now() + 10_000;
      const count = async (): Promise<number> =>
        (await kubectl.get('get', 'pods', '-o', 'name')).split('\n').length - 1;
      while ((await count()) !== 1 && Date.now() < end);
      assert.equal(await count(), 1);
    },
  ],
  [
    'get pods, with a label, wide',
    async (kubectl) => {
      const all = await kubectl.get('get', 'pods');
      assert.match(
        all,
        /^NAME +READY +STATUS +RESTARTS +AGE\nnats-depl-\w{10}-\w{5} +1\/1 +Running +0 +\d+s\n$/,
      );
      assert.match(
        await kubectl.get('get', 'pods', '-l', 'app=nats', '-o', 'wide'),
        / 10\.244\.0\.\d+ +pocket-node /,
      );
      const none = await kubectl.run('get', 'pods', '-l', 'app=other');
      assert.match(none.stderr, /No resources found/);
      const unknown = await kubectl.run('get', 'pod', 'nobody');
      assert.equal(unknown.stderr, 'Error from server (NotFound): pods "nobody" not found\n');
      assert.equal(unknown.code, 1);
    },
  ],
  [
    'get as JSON and YAML',
    async (kubectl) => {
      const json = await kubectl.get('get', 'pods', '-l', 'app=nats', '-o', 'json');
      const { items } = JSON.parse(json) as { items: { status: { phase: string } }[] };
      assert.deepEqual(
        items.map(({ status }) => status.phase),
        ['Running'],
      );
      assert.match(
        await kubectl.get('get', 'deploy', 'nats-depl', '-o', 'yaml'),
        /image: nats-streaming:0\.25\.6/,
      );
    },
  ],
  [
    'get all, events and namespaces',
    async (kubectl) => {
      const all = await kubectl.get('get', 'all');
      for (const kind of ['pod/', 'service/', 'deployment.apps/', 'replicaset.apps/']) {
        assert.ok(
          all.includes(`\n${kind}nats-`) || all.startsWith(kind) || all.includes(kind),
          all,
        );
      }
      assert.match(await kubectl.get('get', 'events'), /Scheduled/);
      assert.match(await kubectl.get('get', 'namespaces'), /default +Active/);
    },
  ],
  [
    'describe',
    async (kubectl) => {
      const pod = await kubectl.get('describe', 'pod', '-l', 'app=nats');
      assert.match(pod, /Status: +Running/);
      assert.match(pod, /Successfully assigned default\/nats-depl/);
      assert.match(
        await kubectl.get('describe', 'deploy', 'nats-depl'),
        /1 desired \| 1 updated \| 1 total/,
      );
      assert.match(
        await kubectl.get('describe', 'svc', 'nats-srv'),
        /Endpoints: +10\.244\.0\.\d+:4222/,
      );
    },
  ],
  [
    'logs',
    async (kubectl) => {
      assert.match(await kubectl.get('logs', 'deploy/nats-depl'), /Streaming Server is ready/);
      const last = await kubectl.get('logs', '-l', 'app=nats', '--tail', '1');
      assert.equal(last.split('\n').length, 2);
    },
  ],
  ...['pod', 'svc/nats-srv', 'deploy/nats-depl'].map(
    (to): readonly [string, (kubectl: Kubectl) => Promise<void>] => [
      `port-forward to ${to}`,
      async (kubectl) => {
        const forward = kubectl.start([
          'port-forward',
          to === 'pod' ? await podName(kubectl) : to,
          ':4222',
        ]);
        assert.match(await hello(await portOf(forward)), /^INFO \{.*\} ?\r\n$/);
        await forward.stop();
      },
    ],
  ),
  [
    'port-forward of two ports, and 50 connections at once',
    async (kubectl) => {
      const forward = kubectl.start(['port-forward', 'svc/nats-srv', ':4222', ':8222']);
      await forward.says(/-> 8222/);
      const port = await portOf(forward);
      const all = await Promise.all(Array.from({ length: 50 }, () => hello(port)));
      assert.ok(all.every((line) => line.startsWith('INFO ')));
      await forward.stop();
    },
  ],
  [
    'port-forward without the WebSocket, as those before 1.30 do',
    async (kubectl) => {
      const env = { KUBECTL_PORT_FORWARD_WEBSOCKETS: 'false' };
      const forward = kubectl.start(['port-forward', 'svc/nats-srv', ':4222'], env);
      assert.match(await hello(await portOf(forward)), /^INFO /);
      await forward.stop();
    },
  ],
  [
    'port-forward to what is not there',
    async (kubectl) => {
      const nobody = await kubectl.run('port-forward', 'pod/nobody', ':4222');
      assert.equal(nobody.stderr, 'Error from server (NotFound): pods "nobody" not found\n');
      const forward = kubectl.start(['port-forward', await podName(kubectl), ':4999']);
      assert.equal(await hello(await portOf(forward)), '');
      await forward.says(/error forwarding port 4999 to pod nats-depl-\w+-\w+\/default, uid : /);
      await forward.stop();
    },
  ],
  [
    'get -w sees a pod replaced, and what the forward to it does then',
    async (kubectl) => {
      const watch = kubectl.start(['get', 'pods', '-w']);
      const old = await podName(kubectl);
      await watch.says(new RegExp(old));
      const forward = kubectl.start(['port-forward', old, ':4222']);
      const port = await portOf(forward);
      const left = connect(port, '127.0.0.1').resume();
      const closed = once(left, 'close');
      await once(left, 'data');
      const deleted = await kubectl.get('delete', 'pod', old);
      assert.match(deleted, new RegExp(`^pod "${old}" deleted`));
      await closed;
      await watch.says(new RegExp(`${old} +\\d/1 +Terminating`));
      const now = await podName(kubectl);
      assert.notEqual(now, old);
      await watch.says(new RegExp(`${now} +1/1 +Running`));
      assert.equal(await hello(port), '');
      await forward.says(/error forwarding port 4222 to pod/);
      const minor = Number(/^v1\.(\d+)/.exec(await kubectl.version())?.[1]);
      // Those of today give up, as their last words say; the old one goes on.
      assert.equal(await forward.exit(minor >= 27 ? 10_000 : 500), minor >= 27 ? 1 : undefined);
      if (minor >= 27) assert.match(forward.printed, /lost connection to pod/);
      await watch.stop();
    },
  ],
  [
    'a publisher and a listener go on through a forward while the pod is replaced',
    async (kubectl) => {
      const forward = kubectl.start(['port-forward', 'svc/nats-srv', ':4222']);
      const port = await portOf(forward);
      const before = await Streaming.connect(port);
      await before.publishAndReceive(100);
      await kubectl.get('delete', 'pod', await podName(kubectl));
      before.close();
      await forward.stop();
      await kubectl.get('rollout', 'status', 'deployment/nats-depl', '--timeout=20s');
      const next = kubectl.start(['port-forward', 'svc/nats-srv', `${port}:4222`]);
      await portOf(next);
      const after = await Streaming.connect(port);
      await after.publishAndReceive(100);
      after.close();
      await next.stop();
    },
  ],
  [
    'delete what was applied',
    async (kubectl) => {
      await kubectl.get('delete', '-f', MANIFEST);
      const end = Date.now() + 10_000;
      while ((await kubectl.get('get', 'pods')) !== '' && Date.now() < end);
      assert.equal(await kubectl.get('get', 'pods'), '');
    },
  ],
];

/** The one that is not about to end. */
async function podName(kubectl: Kubectl): Promise<string> {
  const out = await kubectl.get('get', 'pods', '-l', 'app=nats', '--no-headers');
  return /^(\S+) +\S+ +Running/m.exec(out)![1]!;
}

async function portOf(forward: Going): Promise<number> {
  const [, port] = await forward.says(/Forwarding from 127\.0\.0\.1:(\d+) ->/);
  return Number(port);
}

/** The first that comes from a port; empty if it is closed instead. */
async function hello(port: number): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  const first = await new Promise<string>((resolve) => {
    socket.once('data', (bytes) => resolve(String(bytes)));
    socket.once('close', () => resolve(''));
  });
  socket.destroy();
  return first;
}
