import { compareText } from './order';

/** How texts are compared, wherever a command compares values (manual, "Collation"). */
export interface Collation {
  /** By bytes, as where nothing else is said. */
  readonly isSimple: boolean;
  readonly compareTexts: (one: string, other: string) => number;
  /** One of the texts that are equal to `text`, always the same. */
  readonly representative: (text: string) => string;
}

export const SIMPLE: Collation = {
  isSimple: true,
  compareTexts: compareText,
  representative: (text) => text,
};

/** A collation for one command: it keeps the texts that it was asked to represent. */
export function collationBy(compareTexts: Collation['compareTexts']): Collation {
  const known = new Map<string, string>();
  /** In their order, no two of them equal. */
  const sorted: string[] = [];
  const find = (text: string): string => {
    let [from, to] = [0, sorted.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      const order = compareTexts(text, sorted[middle]!);
      if (order === 0) return sorted[middle]!;
      if (order < 0) to = middle;
      else from = middle + 1;
    }
    sorted.splice(from, 0, text);
    return text;
  };
  const representative = (text: string): string => {
    const there = known.get(text);
    if (there !== undefined) return there;
    const found = find(text);
    known.set(text, found);
    return found;
  };
  return { isSimple: false, compareTexts, representative };
}
