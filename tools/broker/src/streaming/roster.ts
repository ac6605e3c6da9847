/**
 * A list whose order decides who comes first. The place of one that leaves is taken by the last, as in the
 * real server (behaviour document, section 3.9).
 */
export class Roster<T> implements Iterable<T> {
  readonly #all: T[] = [];

  get size(): number {
    return this.#all.length;
  }

  get first(): T | undefined {
    return this.#all[0];
  }

  add(one: T): void {
    this.#all.push(one);
  }

  /** Does nothing if it is not there. */
  remove(one: T): void {
    const at = this.#all.indexOf(one);
    if (at < 0) return;
    const last = this.#all.pop()!;
    if (at < this.#all.length) this.#all[at] = last;
  }

  /** The first goes to the end. */
  rotate(): void {
    if (this.#all.length > 1) this.#all.push(this.#all.shift()!);
  }

  [Symbol.iterator](): Iterator<T> {
    return this.#all[Symbol.iterator]();
  }
}
