/** What one server has done since the last look, by what it was done to. */
export class Journal {
  /** When something came last; milliseconds since the epoch. */
  lastArrival = 0;
  #entries = new Map<string, string[]>();

  note(key: string, text: string): void {
    this.lastArrival = Date.now();
    const entry = this.#entries.get(key);
    if (entry) entry.push(text);
    else this.#entries.set(key, [text]);
  }

  /** So far, in one line for each key. */
  get lines(): ReadonlyMap<string, string> {
    return new Map([...this.#entries].map(([key, texts]) => [key, texts.join(', ')]));
  }

  /** Begins anew. */
  clear(): void {
    this.#entries = new Map();
  }
}
