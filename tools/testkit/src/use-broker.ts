import { isOfLab, keepRun } from './kept-run';
import './last-happened';
import { setCurrentRecording } from './recording';
import { TestBroker, type TestBrokerOptions } from './test-broker';

/**
 * Gives every test of the file a fresh broker and ends it afterwards. What happened in the tests of a
 * lab is kept until they run again.
 *
 * @returns a function that gives the broker of the running test
 */
export function useBroker(options?: Partial<TestBrokerOptions>): () => TestBroker {
  let broker: TestBroker | undefined;
  const { testPath = '' } = expect.getState();
  const isKept = isOfLab(testPath);
  beforeEach(async () => {
    broker = await TestBroker.start(options);
    setCurrentRecording(broker.recording);
  });
  afterEach(async () => {
    setCurrentRecording(undefined);
    if (broker && isKept) {
      const { recording, faults } = broker;
      const { currentTestName = '' } = expect.getState();
      keepRun(testPath, currentTestName, recording.happened, faults.report());
    }
    await broker?.stop();
    broker = undefined;
  });
  return () => {
    if (!broker)
      throw new Error('There is a broker only while a test runs: call this inside test()');
    return broker;
  };
}
