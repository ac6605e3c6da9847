import { currentRecording } from './recording';

/** Where a learner looks when an expectation is not met. */
export interface Advice {
  /** File and place, with a question that leads to the fix: `src/payments.ts, the call to ...`. */
  readonly look: string;
  /** A note and its heading: `notes/03-queue-groups.md, "One service, many copies"`. */
  readonly read: string;
}

/** What a failing test says, in the order in which it is read. */
export interface Finding extends Advice {
  /** A sentence that goes on after "expected". */
  readonly expected: string;
  /** A sentence that goes on after "happened"; more lines say more of it. */
  readonly happened: string | readonly string[];
}

const label = (name: string): string => name.padEnd(10);
const indent = `\n${label('')}`;

/** The text of a failure: four labels, one sentence each, nothing of the test's own code. */
export function describe(finding: Finding): string {
  const happened = [finding.happened].flat().join(indent);
  return [
    label('expected') + finding.expected,
    label('happened') + happened,
    label('look at') + finding.look,
    label('read') + finding.read,
    ...again(currentRecording()?.faults ?? ''),
  ].join('\n');
}

/** The command that makes faults happen again; none without them. */
function again(faults: string): string[] {
  if (faults === '') return [];
  const [step] = /step-\d+/.exec(expect.getState().testPath ?? '') ?? [];
  const args = [...(step ? [step] : []), '--replay', `"${faults}"`];
  return [`${label('replay')}npm test -- ${args.join(' ')}`];
}

/**
 * Runs an assertion of jest and, when it fails, says what it means in the learner's words.
 * For what no matcher of the testkit covers: a row in a table, a value that a function returned.
 *
 * @throws the finding, if `assertion` throws
 */
export function explain(finding: Finding, assertion: () => void): void {
  try {
    assertion();
  } catch {
    currentRecording()?.failed();
    throw new Error(describe(finding));
  }
}
