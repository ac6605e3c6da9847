import { TestCluster } from './cluster/test-cluster';
import { TestDatabase } from './database/test-database';
import type { Surroundings } from './server-kind';
import { TestBroker } from './test-broker';

/** Every kind of server that a world can have, by its name in a plan. */
export const KINDS = {
  broker: TestBroker,
  cluster: TestCluster,
  database: TestDatabase,
};

type Kinds = typeof KINDS;
export type KindName = keyof Kinds;

/** What a world consists of: for each kind of server in it, the options that are not its defaults. */
export type WorldPlan = {
  readonly [Name in KindName]?: Omit<Parameters<Kinds[Name]['start']>[0], keyof Surroundings>;
};

/** The running servers of a plan, by the same names. */
export type Servers<Plan extends WorldPlan> = {
  readonly [Name in keyof Plan as Name & KindName]: Awaited<
    ReturnType<Kinds[Name & KindName]['start']>
  >;
};
