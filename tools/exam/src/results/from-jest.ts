import path from 'node:path';
import type { TestResult as JestResult } from '@jest/test-result';
import type { Finding } from '@workbook/testkit/finding';
import { adviceAt, LOADED } from '../guard/findings.cjs';
import { type Entry, killsIn, stateOf } from '../guard/journal.cjs';
import type { FileResult, State, TestResult } from './result';

/** What the environment of the tests leaves on an error. */
interface Told {
  readonly finding: Finding;
  readonly state: State;
}

/**
 * Reads what jest hands on of one file of tests: the values that its errors carry.
 *
 * @param journal what the processes that ran it wrote down
 */
export function toFileResult(result: JestResult, journal: readonly Entry[]): FileResult {
  const { testFilePath: file, testResults } = result;
  const executed = testResults.filter(({ status }) => ['passed', 'failed'].includes(status));
  const tests = executed.map(toTestResult);
  const isFailing = tests.some(({ findings }) => findings.length > 0);
  const broken = isFailing ? undefined : whatBroke(result, journal);
  // A process that was ended took the test along, and jest knows nothing of it.
  const lost = broken?.test === undefined ? [] : [lostIn(broken, broken.test)];
  return {
    test: path.basename(file),
    file,
    tests: [...tests, ...lost],
    skipped: testResults.length - executed.length,
    findings: broken && lost.length === 0 ? [broken.finding] : [],
    state: stateIn([...tests, ...lost], broken?.state, executed.length < testResults.length),
    printed: (result.console ?? []).map(({ message }) => message),
  };
}

function toTestResult({ title, fullName, failureDetails }: AssertionResult): TestResult {
  const told = failureDetails as readonly Told[];
  return {
    title,
    fullName,
    state: told[0]?.state ?? 'passed',
    findings: told.map(({ finding }) => finding),
  };
}

type AssertionResult = JestResult['testResults'][number];

interface Broken extends Told {
  readonly test?: string;
}

/** What made the file fail that no test says; undefined if nothing did. */
function whatBroke(
  { testFilePath, testExecError }: JestResult,
  journal: readonly Entry[],
): Broken | undefined {
  const own = journal.filter(({ file, finding }) => file === testFilePath && finding);
  // jest knows only that a process is gone. What the code did after a test was over it does not know.
  const [cause] = [...killsIn(own), ...own];
  if (cause) {
    const { test, finding } = cause;
    return { finding: finding!, state: stateOf(cause), ...(test !== undefined && { test }) };
  }
  // What jest finds itself: a file without tests, or a process of its own that is gone.
  return (
    testExecError && { finding: ofJest(testExecError.message, testFilePath), state: 'not loaded' }
  );
}

function ofJest(message: string, file: string): Finding {
  return { expected: LOADED, happened: message.split('\n'), ...adviceAt(undefined, file) };
}

function lostIn({ finding, state }: Broken, test: string): TestResult {
  return { title: test, fullName: test, state, findings: [finding] };
}

function stateIn(
  tests: readonly TestResult[],
  broken: State | undefined,
  isPartial: boolean,
): State {
  const failing = tests.find(({ state }) => state !== 'passed');
  return failing?.state ?? broken ?? (isPartial ? 'partial' : 'passed');
}
