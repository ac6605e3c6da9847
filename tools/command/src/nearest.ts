/**
 * The candidate that differs from `wanted` in the fewest letters; `undefined` if even that one
 * differs in more than half of them, because a far-fetched guess misleads more than none.
 */
export function nearest(wanted: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let fewest = Math.max(2, Math.floor(wanted.length / 2)) + 1;
  for (const candidate of candidates) {
    const edits = rowOfEdits(wanted, candidate, (column) => column).at(-1)!;
    if (edits >= fewest) continue;
    best = candidate;
    fewest = edits;
  }
  return best;
}

/** The `count` candidates of which some part is nearest to `wanted`, the nearest first. */
export function closest(wanted: string, candidates: readonly string[], count: number): string[] {
  return candidates
    .map((candidate) => ({
      candidate,
      edits: Math.min(...rowOfEdits(wanted, candidate, () => 0)),
    }))
    .sort((one, other) => one.edits - other.edits)
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

/**
 * Letters to insert, remove or replace to turn `a` into each beginning of `b` (Levenshtein's distance).
 *
 * @param skipped what it costs to leave out so many letters at the beginning of `b`
 */
function rowOfEdits(a: string, b: string, skipped: (letters: number) => number): number[] {
  let row = Array.from({ length: b.length + 1 }, (_, column) => skipped(column));
  for (let i = 1; i <= a.length; i++) {
    const above = row;
    row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, above[j]! + 1, row[j - 1]! + 1));
    }
  }
  return row;
}
