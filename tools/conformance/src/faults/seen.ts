const LOOK_EVERY_MS = 20;

/** The sequences that have come to a subscription, at least once. */
export class Seen {
  readonly #sequences = new Set<number>();
  #lastNew = Date.now();

  /** @returns false if it had come before */
  add(sequence: number): boolean {
    if (this.#sequences.has(sequence)) return false;
    this.#sequences.add(sequence);
    this.#lastNew = Date.now();
    return true;
  }

  /**
   * Waits until everything from 1 to `last` has come, or nothing new has for `patience` milliseconds: what
   * is pending comes again after a second.
   *
   * @returns what is missing
   */
  async missing(last: number, patience: number): Promise<number[]> {
    this.#lastNew = Date.now();
    while (this.#sequences.size < last && Date.now() - this.#lastNew < patience) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    const all = Array.from({ length: last }, (_, index) => index + 1);
    return all.filter((sequence) => !this.#sequences.has(sequence));
  }
}
