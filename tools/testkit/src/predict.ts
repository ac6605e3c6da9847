import type {
  TestBroker,
  TestBrokerOptions,
  TestCluster,
  TestDatabase,
  World,
} from '@workbook/world';

export type { TestBroker, TestCluster, TestDatabase } from '@workbook/world';

/** A world with a broker, whose clock only `pass` moves. */
export interface Asked {
  readonly broker: TestBroker;
  readonly pass: World['pass'];
}

/**
 * Answers one question under "Predict" of a lab's README by running what it asks about. Every number
 * in the answer was counted or measured.
 *
 * @param start gives a broker and the passing of its time; who calls ends it
 * @param startCluster gives a cluster, in the same way
 * @param startDatabase gives a database, in the same way
 */
export type Answer = (
  start: (options?: Partial<TestBrokerOptions>) => Promise<Asked>,
  startCluster: () => Promise<TestCluster>,
  startDatabase: () => Promise<TestDatabase>,
) => Promise<string>;
