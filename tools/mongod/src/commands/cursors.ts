import type { Clock, Timer } from '@workbook/clock';
import { randomInt } from 'node:crypto';
import { CommandError } from '../error';
import { type Doc, doc, encode, LARGEST_DOCUMENT, long } from '../values';

/** A cursor that nobody asks for is closed after so long (manual, "cursorTimeoutMillis"). */
const TIMEOUT_MS = 10 * 60 * 1000;
const MOST_CURSORS = 10_000;
/** The first batch has so many, if nobody says how many. */
const FIRST_BATCH = 101;

interface Cursor {
  readonly namespace: string;
  readonly rest: readonly Doc[];
  timer: Timer;
}

/** What find and aggregate have found and not sent yet. */
export class Cursors {
  readonly #open = new Map<bigint, Cursor>();

  constructor(private readonly clock: Clock) {}

  get size(): number {
    return this.#open.size;
  }

  /** The answer with the first batch. @param batchSize 0: only the cursor */
  first(namespace: string, found: readonly Doc[], batchSize = FIRST_BATCH, isSingle = false): Doc {
    const batch = batchOf(found, batchSize);
    const rest = found.slice(batch.length);
    const id = rest.length === 0 || isSingle ? 0n : this.#add(namespace, rest);
    return doc({ cursor: doc({ firstBatch: batch, id: long(id), ns: namespace }) });
  }

  /** The answer with the next batch. @throws CommandError 43 if there is no such cursor */
  next(namespace: string, id: bigint, batchSize: number): Doc {
    const cursor = this.#open.get(id);
    if (!cursor) throw new CommandError('CursorNotFound', `cursor id ${id} not found`);
    if (cursor.namespace !== namespace)
      throw new CommandError(
        'Unauthorized',
        `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.namespace}`,
      );
    const batch = batchOf(cursor.rest, batchSize);
    const rest = cursor.rest.slice(batch.length);
    this.kill(namespace, id);
    if (rest.length > 0) this.#keep(id, namespace, rest);
    const left = rest.length > 0 ? id : 0n;
    return doc({ cursor: doc({ nextBatch: batch, id: long(left), ns: namespace }) });
  }

  /** @returns whether it was open */
  kill(namespace: string, id: bigint): boolean {
    const cursor = this.#open.get(id);
    if (cursor?.namespace !== namespace) return false;
    cursor.timer.cancel();
    return this.#open.delete(id);
  }

  close(): void {
    for (const { timer } of this.#open.values()) timer.cancel();
    this.#open.clear();
  }

  #add(namespace: string, rest: readonly Doc[]): bigint {
    if (this.#open.size >= MOST_CURSORS)
      throw new CommandError('BadValue', `There are ${MOST_CURSORS} open cursors, and no more`);
    let id = 0n;
    while (id === 0n || this.#open.has(id)) id = BigInt(randomInt(1, 2 ** 47));
    this.#keep(id, namespace, rest);
    return id;
  }

  #keep(id: bigint, namespace: string, rest: readonly Doc[]): void {
    const timer = this.clock.after(TIMEOUT_MS, () => this.#open.delete(id));
    this.#open.set(id, { namespace, rest, timer });
  }
}

/** At most so many, and so many that they fit in an answer; one always does. */
function batchOf(found: readonly Doc[], size: number): readonly Doc[] {
  let bytes = 0;
  const end = found.findIndex((each, at) => {
    if (at === size) return true;
    bytes += encode(each).length;
    return at > 0 && bytes > LARGEST_DOCUMENT;
  });
  return end < 0 ? found : found.slice(0, end);
}
