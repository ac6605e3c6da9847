import type { ServerOptions } from './server';
import { TestBroker } from './test-broker';

/**
 * Gives every test of the file a fresh broker and ends it afterwards.
 *
 * @returns a function that gives the broker of the running test
 */
export function useBroker(options?: Partial<ServerOptions>): () => TestBroker {
  let broker: TestBroker | undefined;
  beforeEach(async () => {
    broker = await TestBroker.start(options);
  });
  afterEach(async () => {
    await broker?.stop();
    broker = undefined;
  });
  return () => {
    if (!broker)
      throw new Error('There is a broker only while a test runs: call this inside test()');
    return broker;
  };
}
