import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import { explain, noteUncaught, type TestCluster, useWorld } from '@workbook/testkit';
import { forwardPort, type Forward, type ForwardOptions } from '../src/forward-port';
import { Client } from './client';
import { inWords, type Outcome, outcomeOf } from './outcome';

type Options = Partial<Omit<ForwardOptions, 'kubeConfig' | 'onError'>>;

const advice = {
  look: 'src/forward-port.ts: what does forwardPort() wait for?',
  read: 'README.md, "Step 2: listen, and say where"',
};

/** What the client library makes of the kubeconfig of a cluster. */
export function configOf(cluster: TestCluster): KubeConfig {
  const config = new KubeConfig();
  config.loadFromString(cluster.kubeconfig);
  return config;
}

/** Gives each test of the file a cluster, and ends what it forwards. */
export function useCluster() {
  let forwards: Forward[] = [];
  let clients: Client[] = [];
  let told: unknown[] = [];
  let isInVain = false;
  beforeEach(() => {
    [forwards, clients, told, isInVain] = [[], [], [], false];
  });
  afterEach(() => {
    for (const client of clients) client.destroy();
    // What it does not end is left to the end of the process.
    for (const forward of forwards) {
      void (async () => forward.close())().catch(() => undefined);
    }
  });
  const { cluster, pass } = useWorld({ cluster: {} });
  const uncaught = noteUncaught();

  /** Waits up to 4 s; once that was in vain, the test is to come to its end and say so. */
  const until = async (condition: () => boolean): Promise<void> => {
    isInVain = !(await cluster().until(condition, isInVain ? 500 : 4000)) || isInVain;
  };
  /**
   * Resolves when whoever watches the pods has been told what they are now: who asks the API server and is
   * answered comes behind.
   */
  const known = async (): Promise<void> => {
    await cluster().settled();
    const core = configOf(cluster()).makeApiClient(CoreV1Api);
    for (let round = 0; round < 2; round++) await core.listNamespacedPod({ namespace: 'default' });
  };
  /** What nobody caught of what was thrown, in words. */
  const thrown = (): string[] => uncaught().map((error) => `nobody caught ${inWords(error)}`);

  const call = (options: Options = {}): Promise<Outcome<Forward>> => {
    const its = cluster();
    const all: ForwardOptions = {
      kubeConfig: configOf(its),
      namespace: 'default',
      selector: 'app=nats',
      port: 4222,
      localPort: 0,
      // May be called when the test is over.
      onError: (error) => its.note(() => told.push(error)),
      ...options,
    };
    return outcomeOf(
      'forwardPort()',
      async () => {
        const forward = await forwardPort(all);
        forwards.push(forward);
        return forward;
      },
      advice,
    );
  };

  /** Connects, whatever becomes of it. */
  const connect = (port: number, host?: string, isOneSided?: boolean): Client => {
    const client = new Client(cluster(), port, host, isOneSided);
    clients.push(client);
    return client;
  };

  /** Forwards, where the test is about what comes then. */
  const forward = async (options?: Options): Promise<Forward> => {
    const { value, words } = await call(options);
    explain(
      {
        expected: 'forwardPort() to resolve: a pod is ready, and the port is free',
        happened: [words, ...thrown()],
        ...advice,
      },
      () => expect(value).toBeDefined(),
    );
    return value!;
  };

  return {
    cluster,
    pass,
    until,
    known,
    uncaught: thrown,
    /** What else has been recorded, whatever the test is about. */
    besides: (): string[] => [
      ...new Set([...thrown(), ...told.map((error) => `onError was given ${inWords(error)}`)]),
    ],
    /** What `onError` was given so far. */
    told: (): readonly unknown[] => told,
    call,
    connect,
    forward,
    /** The same in steps to which it is all one where it listens: who does not know its port is given one. */
    forwardAnywhere: async (options?: Options): Promise<Forward> => {
      const value = await forward(options);
      return value.localPort > 0
        ? value
        : forward({ ...options, localPort: await cluster().freePort() });
    },
    /** Connects, and resolves when a pod has said its name, or the connection is over. */
    reach: async (port: number): Promise<Client> => {
      const client = connect(port);
      await until(() => client.pod !== undefined || client.isOver);
      return client;
    },
  };
}

/** What became of clients, as far as it was recorded; each thing once. */
export function fatesOf(clients: readonly Client[]): string[] {
  const fates = clients.map(fateOf);
  return [...new Set(fates)].map(
    (fate) => `${fates.filter((other) => other === fate).length} of ${fates.length}: ${fate}`,
  );
}

/** What became of a client, as far as it was recorded. */
export function fateOf(client: Client): string {
  if (client.pod !== undefined) return `it reached ${client.pod}`;
  if (!client.isConnected) return client.isOver ? 'it was refused' : 'it was not accepted';
  return client.isOver ? 'it was ended without a word' : 'it was accepted, and nothing came';
}
