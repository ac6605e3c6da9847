import type { TestBroker, TestBrokerOptions } from './test-broker';

/**
 * Answers one question under "Predict" of a lab's README by running what it asks about. Every number
 * in the answer was counted or measured.
 *
 * @param start gives a broker whose clock only `pass` moves; who calls ends it
 */
export type Answer = (
  start: (options?: Partial<TestBrokerOptions>) => Promise<TestBroker>,
) => Promise<string>;
