import { forgetRuns, isOfLab, keepRun } from './kept-run';
import './last-happened';
import { setCurrentRecording } from './recording';
import { TestBroker, type TestBrokerOptions } from './test-broker';

/** The files of tests whose runs are forgotten: once in a run, however many groups have a broker. */
const forgotten = new Set<string>();

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
  if (isKept && !forgotten.has(testPath)) {
    forgotten.add(testPath);
    forgetRuns(testPath);
  }
  beforeEach(async () => {
    broker = await TestBroker.start(options);
    setCurrentRecording(broker.recording);
  });
  afterEach(async () => {
    setCurrentRecording(undefined);
    if (broker && isKept) {
      const { recording, faults } = broker;
      keepRun(testPath, expect.getState().currentTestName ?? '', recording, faults.report());
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
