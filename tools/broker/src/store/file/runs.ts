/** Sequences as runs, since most follow on one another: 5, 6, 7 and 9 are `5-7 9`. One may come twice. */
export function runsOf(sequences: readonly number[]): string {
  const runs: string[] = [];
  const sorted = [...sequences].sort((a, b) => a - b);
  for (let at = 0; at < sorted.length; at++) {
    const first = sorted[at]!;
    while (sorted[at + 1]! <= sorted[at]! + 1) at++;
    const last = sorted[at]!;
    runs.push(first === last ? `${first}` : `${first}-${last}`);
  }
  return runs.join(' ');
}

/** What `runsOf` was given, in order. */
export function sequencesOf(runs: string): number[] {
  if (runs === '') return [];
  return runs.split(' ').flatMap((run) => {
    const [first, last = first] = run.split('-').map(Number);
    return Array.from({ length: last! - first! + 1 }, (_, index) => first! + index);
  });
}
