/** A server that cannot make the folder of a channel names it; each has a folder of its own. */
const FOLDER = /(?<=mkdir )\/.*?\/conformance-\w+\/data\//g;

/** What one server has done since the last look, by what it was done to. */
export class Journal {
  /** When something came last; milliseconds since the epoch. */
  lastArrival = 0;
  #entries = new Map<string, string[]>();

  note(key: string, text: string): void {
    this.lastArrival = Date.now();
    const named = text.replace(FOLDER, '');
    const entry = this.#entries.get(key);
    if (entry) entry.push(named);
    else this.#entries.set(key, [named]);
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
