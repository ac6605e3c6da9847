import type { Entry } from './journal.cjs';

export function stepOf(testFile: string): string;
export function finding(labels: {
  readonly expected: string;
  readonly happened: string;
  readonly look: string;
  readonly read: string;
}): string;
export function findingOf(entry: Entry): string;
