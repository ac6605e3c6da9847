import type { Seen } from './difference';
import { type Heard, printed } from './place';

/** A server that cannot make the folder of a channel names it; each has a folder of its own. */
const FOLDER = /(?<=mkdir )\/.*?\/conformance-\w+\/data\//g;

/** What one server has done since the last look, by what it was done to. */
export class Journal {
  /** When something came last; milliseconds since the epoch. */
  lastArrival = 0;
  #entries = new Map<string, { readonly place: Heard; readonly texts: string[] }>();

  note(place: Heard, text: string): void {
    this.lastArrival = Date.now();
    const named = text.replace(FOLDER, '');
    const key = printed(place);
    const entry = this.#entries.get(key);
    if (entry) entry.texts.push(named);
    else this.#entries.set(key, { place, texts: [named] });
  }

  /** So far: the texts of each place. */
  get seen(): readonly Seen[] {
    return [...this.#entries.values()].map(({ place, texts }) => ({ place, value: [...texts] }));
  }

  /** Begins anew. */
  clear(): void {
    this.#entries = new Map();
  }
}
