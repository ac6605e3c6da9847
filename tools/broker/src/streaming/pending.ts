/** A sequence and when it is sent again, in milliseconds since the epoch. */
export type Due = readonly [sequence: number, due: number];

/**
 * What was sent and not acknowledged: sequences, each with the time when it is sent again
 * (behaviour document, section 3.8); 0 if that time was lost with the server before this one.
 */
export class Pending extends Map<number, number> {
  get sequences(): number[] {
    return [...this.keys()].sort((a, b) => a - b);
  }

  /** In the order of time; those of one time in that of their sequences. */
  get byTime(): Due[] {
    return [...this].sort(([one, due], [other, otherDue]) => due - otherDue || one - other);
  }
}
