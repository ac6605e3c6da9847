import { explain, list, needs, type PodOptions, type TestPod } from '@workbook/testkit';
import * as find from '../src/find-pod';
import { configOf, useCluster } from './cluster';
import { isError, messageOf, outcomeOf } from './outcome';

const { cluster } = useCluster();
needs(find, 'src/find-pod.ts', { findPod: 'function' });

const look = 'src/find-pod.ts: which pods are asked for, and which of them is taken?';
const read = 'README.md, "Step 1: find the ready pod by its label"';

/** A pod, and what is to be said of it. */
interface Actor extends PodOptions {
  readonly name: string;
  /** It may be found. */
  readonly isRight?: boolean;
  readonly about: string;
  /** Goes on from where it was added. */
  readonly then?: (pod: TestPod) => Promise<void> | void;
}

const deleted = (pod: TestPod): Promise<void> => cluster().deletePod(pod.name, pod.namespace);

/** Those that carry the label, and cannot be given work. */
const unready: Actor[] = [
  { name: 'starting', isReady: false, about: 'it runs, and is not ready yet' },
  { name: 'homeless', isHomeless: true, about: 'it is Pending: there is no node for it' },
  { name: 'half', hasSlowSidecar: true, about: 'one of its two containers is not ready' },
  {
    name: 'gated',
    isGated: true,
    about: 'its containers are ready, and it is not: a readiness gate is closed',
  },
  { name: 'ending', ignoresSIGTERM: true, then: deleted, about: 'it is Terminating' },
  { name: 'crashed', then: (pod) => pod.exit(1), about: 'its container crashed' },
  { name: 'done', isJob: true, then: (pod) => pod.exit(0), about: 'it is Completed' },
];

async function set(actors: readonly Actor[]): Promise<void> {
  for (const { name, then, ...options } of actors) {
    const pod = await cluster().addPod(name, options);
    await then?.(pod);
    await cluster().settled();
  }
}

function lookFor(selector: string, namespace = 'default') {
  return outcomeOf(
    `findPod() for ${selector} in ${namespace}`,
    () => find.findPod({ kubeConfig: configOf(cluster()), namespace, selector }),
    { look, read },
  );
}

async function finds(actors: readonly Actor[], selector: string, namespace?: string) {
  const { value, words } = await lookFor(selector, namespace);
  const right = actors.filter(({ isRight }) => isRight).map(({ name }) => name);
  const wrong = actors.find(({ name }) => name === value);
  explain(
    {
      expected: `findPod() to resolve to ${right.join(' or ')}, for ${selector} in ${namespace ?? 'default'}`,
      happened: [words, ...(wrong ? [`${wrong.name}: ${wrong.about}`] : [])],
      look,
      read,
    },
    () => expect(right).toContain(value),
  );
}

test('a pod is found by its labels, in its namespace', async () => {
  for (const name of ['staging', 'shop']) {
    await cluster().apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
  const other = (name: string, app: string): Actor => ({
    name,
    labels: { app },
    about: `its label is app=${app}`,
  });
  const broker: Actor = { name: 'nats-depl-7d9f-x2x4p', isRight: true, about: 'the broker' };
  const first = [other('nats-box', 'nats-box'), broker, other('nats-ui', 'ui')];
  await set(first);
  await finds(first, 'app=nats');

  // The namespace says which of two that have one name and label is meant, not the order.
  const namespace = 'staging';
  const there: Actor[] = [
    { ...other('a-queue', 'queue'), namespace },
    {
      name: 'broker-0',
      labels: { app: 'stan', tier: 'dev' },
      about: 'its tier is dev',
      namespace,
    },
    {
      name: 'broker-1',
      labels: { app: 'stan', tier: 'test' },
      isRight: true,
      about: 'it is the one',
      namespace,
    },
    {
      name: 'broker-2',
      labels: { app: 'stan', tier: 'test' },
      about: 'it is in the namespace shop',
      namespace: 'shop',
    },
  ];
  await set(there);
  await finds(there, 'app=stan,tier=test', namespace);
  await finds(there, 'tier in (test, prod)', namespace);
});

test.each(unready)('a pod is passed over that cannot be given work: $about', async (actor) => {
  // In the order of names, one that is ready comes after, before, and on both sides.
  const app = (name: string) => ({ app: name });
  const ready = (name: string, label: string): Actor => ({
    name,
    labels: app(label),
    isRight: true,
    about: 'it is ready',
  });
  const after = [
    { ...actor, name: `a-${actor.name}`, labels: app('after') },
    ready('b-nats', 'after'),
  ];
  const before = [
    ready('c-nats', 'before'),
    { ...actor, name: `d-${actor.name}`, labels: app('before') },
  ];
  await set([...after, ...before]);
  await finds(after, 'app=after');
  await finds(before, 'app=before');
});

test('whoever asks again is answered again', async () => {
  const names = ['nats-b', 'nats-a', 'nats-c'];
  for (const name of names) {
    await set([{ name, about: '' }]);
    await finds([{ name, isRight: true, about: 'it is ready now' }], 'app=nats');
    await cluster().deletePod(name);
  }
});

test('where no pod is, the error says what was looked for, and where', async () => {
  await set([{ name: 'nats-1', about: 'ready' }]);
  for (const [selector, namespace] of [
    ['app=natz', 'default'],
    ['app=nats', 'kube-system'],
    ['tier=test', 'kube-system'],
  ] as const) {
    const { error, words } = await lookFor(selector, namespace);
    explain(
      {
        expected: `findPod() to reject with an Error that names "${selector}" and "${namespace}", and not nats-1, which is of another label or namespace`,
        happened: words,
        look: 'src/find-pod.ts: what does it say when it finds nothing?',
        read,
      },
      () => {
        expect(isError(error)).toBe(true);
        expect(messageOf(error)).toContain(selector);
        expect(messageOf(error)).toContain(namespace);
        expect(messageOf(error)).not.toContain('nats-1');
      },
    );
  }
});

test('where none is ready, the error names those that are there', async () => {
  const other: Actor = { name: 'nats-ui', labels: { app: 'ui' }, about: 'of another label' };
  const names = unready.map(({ name }) => name);
  await set([...unready, other]);
  const { error, words } = await lookFor('app=nats');
  explain(
    {
      expected: `findPod() to reject with an Error that names "app=nats", "default" and the pods that are there and not ready: ${list(names)}`,
      happened: words,
      look: 'src/find-pod.ts: what does it say when pods are there, and none is ready?',
      read,
    },
    () => {
      expect(isError(error)).toBe(true);
      for (const part of ['app=nats', 'default', ...names]) {
        expect(messageOf(error)).toContain(part);
      }
      expect(messageOf(error)).not.toContain(other.name);
    },
  );
});
