/**
 * What was sent and not acknowledged: sequences, each with the time when it is sent again
 * (behaviour document, section 3.8).
 */
export class Pending extends Map<number, number> {
  get sequences(): number[] {
    return [...this.keys()].sort((a, b) => a - b);
  }

  /** What is due by `limit`, in the order of time, and when the next is due, if that is known. */
  dueBy(limit: number): { due: number[]; next: number | undefined } {
    const byTime = [...this].sort(([one, due], [other, otherDue]) => due - otherDue || one - other);
    const next = byTime.findIndex(([, due]) => due > limit);
    const due = next < 0 ? byTime : byTime.slice(0, next);
    return { due: due.map(([sequence]) => sequence), next: byTime[next]?.[1] };
  }
}
