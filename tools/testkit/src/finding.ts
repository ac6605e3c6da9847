/** Where a learner looks when an expectation is not met. */
export interface Advice {
  /** File and place, with a question that leads to the fix: `src/payments.ts, the call to ...`. */
  readonly look: string;
  /** A note and its heading: `notes/03-queue-groups.md, "One service, many copies"`. */
  readonly read: string;
}

/**
 * What a failing test has found. It goes as a value, on the error, from the test to whoever tells of it,
 * and is kept beside the run.
 */
export interface Finding {
  /** A sentence that goes on after "expected". */
  readonly expected: string;
  /** Sentences that go on after "happened", one a line. */
  readonly happened: readonly string[];
  readonly look: Advice['look'];
  readonly read?: Advice['read'];
  /** A command that mends it. */
  readonly type?: string;
  /** The command that makes the faults happen again that the test ran under. */
  readonly replay?: string;
  /**
   * Where in the lab a matcher of jest was called that a test uses as it is: then what happened is what
   * that says, and is told without labels.
   */
  readonly calledAt?: readonly string[];
  /** The place in the run of the event at which it went another way than the test expected. */
  readonly about?: number;
}

/** The error by which a finding leaves a test. */
export class Failure extends Error {
  constructor(readonly finding: Finding) {
    super(textOf(finding));
  }
}

/** What a learner reads: labels, a sentence each, and nothing of the test's own code. */
export function textOf(finding: Finding): string {
  const { look, read, type, replay, calledAt } = finding;
  if (calledAt) return briefOf(finding);
  const advice = { 'look at': look, read, type, replay };
  return [briefOf(finding), ...labelled(advice)].join('\n');
}

/** The same without where to look: for who has something else to mend first. */
export function briefOf({ expected, happened, calledAt }: Finding): string {
  return calledAt
    ? [...happened, ...calledAt.map((place) => `at ${place}`)].join('\n')
    : labelled({ expected, happened: happened.join('\n') }).join('\n');
}

/** Lines after the first of a text are indented as far as that. */
function labelled(texts: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(texts).flatMap(([label, text]) =>
    text === undefined
      ? []
      : label.padEnd(WIDTH) + text.replace(/\n(?=.)/g, `\n${' '.repeat(WIDTH)}`),
  );
}

const WIDTH = 10;
