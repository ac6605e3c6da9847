/** When nothing new has come for so long, nothing will: what is pending comes again after a second. */
const PATIENCE_MS = 10_000;
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

  /** Waits until everything from 1 to `last` has come, or nothing comes any more. @returns what is missing */
  async missing(last: number): Promise<number[]> {
    this.#lastNew = Date.now();
    while (this.#sequences.size < last && Date.now() - this.#lastNew < PATIENCE_MS) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    const all = Array.from({ length: last }, (_, index) => index + 1);
    return all.filter((sequence) => !this.#sequences.has(sequence));
  }
}
