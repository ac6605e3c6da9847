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
  /** Runs code whose timers and clocks go by that time. */
  readonly inOwnTime: <T>(code: () => T) => T;
}

/** Gives a world with a broker; who calls ends it. */
export type Start = (options?: Partial<TestBrokerOptions>) => Promise<Asked>;

/**
 * What a lab has to print and to draw besides its tests: `test/prices.ts` exports it as `prices`. Without the
 * learner's solution there may be nothing to draw yet.
 */
export type Prices = (
  start: Start,
  /** What the learner predicted, question by question. */
  said: readonly string[],
) => Promise<{ readonly text: string; readonly svg?: string }>;

/**
 * Answers one question under "Predict" of a lab's README by running what it asks about. Every number
 * in the answer was counted or measured.
 *
 * @param start gives a broker and the passing of its time; who calls ends it
 * @param startCluster gives a cluster, in the same way
 * @param startDatabase gives a database, in the same way
 */
export type Answer = (
  start: Start,
  startCluster: () => Promise<TestCluster>,
  startDatabase: () => Promise<TestDatabase>,
) => Promise<string>;
