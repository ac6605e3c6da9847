import { currentRecording } from '@workbook/world';
import { type Advice, Failure, type Finding } from './finding';

/** What an author has a failing test say. */
export interface Explanation extends Advice {
  /** A sentence that goes on after "expected". */
  readonly expected: string;
  /** A sentence that goes on after "happened"; more lines say more of it. */
  readonly happened: string | readonly string[];
}

/**
 * The finding of a test that fails now: the run says where it happened, and under which faults.
 *
 * @param about the message that it is about
 */
export function found(
  { expected, happened, look, read }: Explanation,
  message?: { readonly channel: string; readonly sequence: number },
): Finding {
  const recording = currentRecording();
  const about = recording?.placeOf(message);
  return {
    expected,
    happened: [happened].flat(),
    look,
    read,
    ...(recording && recording.faults !== '' && { replay: again(recording.faults) }),
    ...(about !== undefined && { about }),
  };
}

/** The command that makes faults happen again. */
function again(faults: string): string {
  const [step] = /step-\d+/.exec(expect.getState().testPath ?? '') ?? [];
  const args = [...(step ? [step] : []), '--replay', `"${faults}"`];
  return `npm test -- ${args.join(' ')}`;
}

/**
 * Runs an assertion of jest and, when it fails, says what it means in the learner's words.
 * For what no matcher of the testkit covers: a row in a table, a value that a function returned.
 *
 * @throws Failure, if `assertion` throws
 */
export function explain(explanation: Explanation, assertion: () => void): void {
  try {
    assertion();
  } catch {
    throw new Failure(found(explanation));
  }
}
