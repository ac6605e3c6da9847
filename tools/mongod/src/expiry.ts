import type { Clock, Timer } from '@workbook/clock';
import type { Filter } from './query';
import { type Collection, type Databases, entriesOf, type IndexSpec } from './storage';
import type { Doc } from './values';

/** How often a mongod looks (manual, "TTL Indexes"). */
const EVERY_MS = 60_000;

/** Deletes the documents whose time is over, where an index has `expireAfterSeconds`. */
export class Expiry {
  #timer: Timer | undefined;

  constructor(
    private readonly databases: Databases,
    private readonly clock: Clock,
  ) {}

  /** Looks every minute from now on, for as long as there is such an index. */
  watch(): void {
    this.#timer ??= this.clock.after(EVERY_MS, () => {
      this.#timer = undefined;
      if (this.#look()) this.watch();
    });
  }

  close(): void {
    this.#timer?.cancel();
  }

  /** @returns whether there is something to look for */
  #look(): boolean {
    let isNeeded = false;
    for (const database of this.databases.names)
      for (const collection of this.databases.collections(database).values())
        for (const spec of collection.indexes) {
          if (spec.expireAfterSeconds === undefined) continue;
          isNeeded = true;
          this.#delete(collection, spec, spec.expireAfterSeconds);
        }
    return isNeeded;
  }

  #delete(collection: Collection, spec: IndexSpec, seconds: number): void {
    const latest = this.clock.wall() - seconds * 1000;
    const [path] = spec.key.keys();
    const isOver = (doc: Doc): boolean => {
      if (spec.partial && !spec.partial.matches(doc)) return false;
      // Of an array the earliest date counts.
      const dates = entriesOf(doc, [path!.split('.')])?.flatMap(({ values }) => values) ?? [];
      return dates.some((date) => date instanceof Date && date.getTime() <= latest);
    };
    const filter: Filter = { matches: isOver, equalities: new Map(), saidEqual: [] };
    for (const [record] of [...collection.find(filter)]) collection.remove(record);
  }
}
