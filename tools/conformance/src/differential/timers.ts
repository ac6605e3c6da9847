/** A time, and what may happen from then on: milliseconds since the epoch. */
interface Beat {
  readonly from: number;
  readonly every: number;
}

/**
 * When servers may do something by themselves: send a message again, give a client up, drop what is too
 * old. Steps keep away from these moments, so that it is the same on every server whether they come before
 * or after. What may happen counts, not what will.
 */
export class Timers {
  /** By subscription or client. */
  readonly #beats = new Map<string, Beat[]>();
  /** Once each; the second is how long it may take. */
  #moments: { readonly at: number; readonly lasts: number }[] = [];
  /** When messages are too old. */
  readonly #ends: number[] = [];

  /** Something of `name` may happen again every `every` ms from `from` on. */
  beat(name: string, from: number, every: number): void {
    const beats = this.#beats.get(name) ?? [];
    beats.push({ from, every });
    this.#beats.set(name, beats);
  }

  /** No more of `name`, but for what has been set already: each beat comes once more. */
  still(name: string, now: number): void {
    for (const { from, every } of this.#beats.get(name) ?? []) {
      this.moment(from + Math.ceil((now - from) / every) * every);
    }
    this.#beats.delete(name);
  }

  moment(at: number, lasts = 0): void {
    this.#moments.push({ at, lasts });
  }

  /** A message is too old from then on. */
  end(at: number): void {
    this.#ends.push(at);
  }

  /**
   * True if between `from` and `to` a message was too old within `margin` ms of when one came again: which
   * of the two comes first is not the same each time, on one server either.
   */
  isTie(from: number, to: number, margin: number): boolean {
    const ends = this.#ends.filter((at) => at > from && at <= to);
    const beats = [...this.#beats.values()].flat();
    return ends.some((at) =>
      beats.some(({ from: start, every }) => {
        const times = Math.max(1, Math.round((at - start) / every));
        return Math.abs(start + times * every - at) < margin;
      }),
    );
  }

  /** True if nothing can happen from `from` to `to`. */
  isClear(from: number, to: number): boolean {
    this.#moments = this.#moments.filter(({ at, lasts }) => at + lasts > from - 10_000);
    if (this.#moments.some(({ at, lasts }) => at <= to && at + lasts >= from)) return false;
    for (const beats of this.#beats.values()) {
      for (const { from: start, every } of beats) {
        const next = start + Math.max(1, Math.ceil((from - start) / every)) * every;
        if (next <= to) return false;
      }
    }
    return true;
  }
}
