import { findingOf } from '../guard/findings.cjs';
import { type Entry, killsIn } from '../guard/journal.cjs';
import { failureText, loadFailureText } from './failure-text';

/** A failing test, as the learner reads it. */
export interface Failure {
  /** The test's name; absent if its file did not load. */
  readonly title?: string;
  /** With the names of the groups that it stands in; absent as the title is. */
  readonly fullName?: string;
  readonly text: string;
}

/** How one file of tests ended, in what jest's reporters and jest's results have in common. */
export interface FileOfTests {
  /** Absolute. */
  readonly file: string;
  readonly tests: readonly {
    readonly title: string;
    readonly fullName: string;
    readonly status: string;
    readonly failureMessages?: readonly string[] | null;
  }[];
  /** What jest says if the file failed beside its tests: it did not load, say. */
  readonly message: string | undefined;
}

/**
 * What failed in a file of tests.
 *
 * @param journal what the processes that ran it wrote down
 */
export function failuresOf(
  { file, tests, message }: FileOfTests,
  journal: readonly Entry[],
): Failure[] {
  const failing = tests
    .filter(({ status }) => status === 'failed')
    .map(({ title, fullName, failureMessages }) => ({
      title,
      fullName,
      text: failureText(failureMessages?.[0] ?? '', title, file),
    }));
  if (failing.length > 0) return failing;
  const own = journal.filter((entry) => entry.file === file);
  // jest knows only that a process is gone. What the code did after a test was over it does not know.
  const [cause] = [...killsIn(own), ...own.filter(({ kind }) => kind === 'exit')];
  if (cause) return [failureIn(cause)];
  return message === undefined ? [] : [{ text: loadFailureText(message, file) }];
}

function failureIn(entry: Entry): Failure {
  const { test } = entry;
  return { ...(test !== undefined && { title: test, fullName: test }), text: findingOf(entry) };
}
