/** Numbers that look random and are the same for the same seed (mulberry32). */
export class Drawn {
  #state: number;

  constructor(readonly seed: number) {
    this.#state = seed;
  }

  /** @returns a whole number from 0 to before `end` */
  below(end: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % end;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!;
  }
}
