import type { Difference } from './run';
import type { Session } from './step';

interface Known {
  /** Why it is as it should be. */
  readonly reason: string;
  readonly covers: (difference: Difference, session: Session) => boolean;
}

/** Differences that are meant to be. */
const KNOWN: readonly Known[] = [];

/** @returns why the difference is as it should be; undefined if it is not */
export function accepted(difference: Difference, session: Session): string | undefined {
  return KNOWN.find(({ covers }) => covers(difference, session))?.reason;
}
