import { explain, type PodConnection, type TestPod } from '@workbook/testkit';
import type { Client } from './client';
import { fatesOf, useCluster } from './cluster';

const read = 'README.md, "Step 3: many connections, each with an end"';

/** A cluster for each test, and what step 3 asks of the streams at its API server. */
export function useStreams() {
  const its = useCluster();
  const { cluster, reach, besides } = its;

  const open = (): number => cluster().forwarded.filter(({ isOpen }) => isOpen).length;

  /** Fails with what was expected and what happened, if `check` does; `look` is in src/forward-port.ts. */
  const shown = (
    expected: string,
    happened: readonly string[],
    look: string,
    check: () => void,
  ): void => {
    explain({ expected, happened, look: `src/forward-port.ts${look}`, read }, check);
  };

  return {
    ...its,
    open,
    shown,
    streams: (): string =>
      `${open()} of the ${cluster().forwarded.length} streams at the API server are open`,
    /** So many that have reached nats-1, all at the same time. */
    clients: async (port: number, count: number): Promise<Client[]> => {
      const all = await Promise.all(Array.from({ length: count }, () => reach(port)));
      shown(
        `${count === 1 ? 'a connection' : `${count} connections at the same time, all`} to reach nats-1`,
        [...fatesOf(all), ...besides()],
        ': what is done for each connection?',
        () => expect(all.map(({ pod }) => pod)).toEqual(all.map(() => 'nats-1')),
      );
      return all;
    },
  };
}

export type Streams = ReturnType<typeof useStreams>;

/** Who says these words at the pod's end. */
export function atPod(pod: TestPod, words: string): PodConnection | undefined {
  return pod.connections.find(({ received }) => received.toString() === words);
}
