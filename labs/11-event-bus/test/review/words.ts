import { stripVTControlCharacters } from 'node:util';
import type { Outcome } from './recorded';
import type { Ran } from './run';

/** Lines of what an assertion says. */
const MOST_LINES = 8;

/** What came of a test that did not pass, as lines. */
export function endOf({ state, error, recorded }: Ran): string[] {
  if (state === 'failed') {
    const over =
      recorded.unfinished > 0 ? ['onMessage() had not come back when the test was over'] : [];
    return [...saidBy(error), ...over];
  }
  const waiting = [...recorded.waiting].map(
    (call) => `${call} was called, and your mock has neither resolved nor rejected`,
  );
  if (waiting.length > 0) return ['it never ends', ...waiting];
  if (recorded.unfinished > 0) return ['it never ends: onMessage() has not come back'];
  return ['it never ends, and nothing that it has called is under way any more'];
}

/** A question for who has written it. */
export function lookFor({ state, recorded }: Ran): string {
  if (state === 'failed') {
    return recorded.unfinished > 0
      ? 'does the test wait for the promise of onMessage()?'
      : 'which rule of the README does this test hold, and what does it ask for besides?';
  }
  return recorded.waiting.size > 0
    ? 'who settles the promise that this mock gives?'
    : 'what does this test wait for?';
}

/** What an error says, and where in the learner's file. */
function saidBy(error: unknown): string[] {
  if (!(error instanceof Error)) return [`it threw ${String(error)}, which is no Error`];
  const lines = stripVTControlCharacters(`${error.name}: ${error.message}`)
    .split('\n')
    .filter((line) => line.trim() !== '');
  const [, line] = /src[\\/]review[\\/]tests\.ts:(\d+)/.exec(error.stack ?? '') ?? [];
  return [
    ...lines.slice(0, MOST_LINES),
    ...(lines.length > MOST_LINES ? ['...'] : []),
    ...(line === undefined ? [] : [`at src/review/tests.ts:${line}`]),
  ];
}

/** What is not wrong by itself, and may be why a test notices nothing. */
export function noticed({ name, recorded }: Ran): string[] {
  if (recorded.messages === 0) return [`"${name}" gives no message to the listener`];
  if (recorded.unfinished > 0 && recorded.waiting.size === 0) {
    return [`"${name}" was over before onMessage() had come back`];
  }
  return [];
}

/** What a test has left behind that rejects. */
export function leftBehind({ name, uncaught }: Ran): string {
  return `while "${name}" ran, this was rejected, and nobody waited for it: ${saidBy(uncaught[0])[0]}`;
}

/** `did replace() give false`, after "in no test". */
export function inPast(outcome: Outcome): string {
  const [port, verb, ...what] = outcome.split(' ');
  return ['did', port, verb!.replace(/s$/, ''), ...what].join(' ');
}

/** The first of these lines, and how many there are besides. */
export function few(lines: readonly string[], most: number): string[] {
  const more = lines.length - most;
  return more > 1 ? [...lines.slice(0, most), `and ${more} more`] : [...lines];
}
