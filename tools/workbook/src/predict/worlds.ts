import type { Start } from '@workbook/testkit/predict';
import type { TestCluster, TestDatabase, World, WorldPlan } from '@workbook/world';

/** Each starts a world with a server of that kind. */
interface Starts {
  readonly broker: Start;
  readonly cluster: () => Promise<TestCluster>;
  readonly database: () => Promise<TestDatabase>;
}

/** Runs what starts worlds, and ends those afterwards. */
export async function inWorlds<T>(run: (starts: Starts) => Promise<T>): Promise<T> {
  // Loading the client and the broker takes longer than the first question may.
  const { World: Starter } = await import('@workbook/world');
  const ends: (() => Promise<void>)[] = [];
  const open = async <const Plan extends WorldPlan>(plan: Plan): Promise<World<Plan>> => {
    const world = await Starter.open(plan);
    ends.push(() => world.stop());
    return world;
  };
  try {
    return await run({
      async broker(options = {}) {
        const { servers, pass, ownTime } = await open({ broker: options });
        let restore: (() => void) | undefined;
        ends.push(() => Promise.resolve(restore?.()));
        return {
          broker: servers.broker,
          pass,
          inOwnTime: (code) => {
            restore ??= ownTime.install();
            return ownTime.run(code);
          },
        };
      },
      cluster: async () => (await open({ cluster: {} })).servers.cluster,
      database: async () => (await open({ database: {} })).servers.database,
    });
  } finally {
    for (const end of ends.reverse()) await end();
  }
}
