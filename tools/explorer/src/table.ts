import { clone } from './clone';

/** Rows by their id. */
export type Rows<Row> = Record<string, Row>;

/** The tables of a small world, each with the rows that stand there at the start, by id. */
export type Tables = Record<string, Rows<object>>;

/** A wish of a handler that only the scheduler grants: one load, save or update of one row. */
export interface Operation {
  readonly table: string;
  readonly id: string;
  /** The two as one. */
  readonly row: string;
  readonly writes: boolean;
  /** Does it, and tells what was done. */
  execute(): Done;
  /** Lets the handler that waits for it go on. */
  answer(): void;
  /** In place of both: the handler gets an error. */
  fail(): void;
  /** The copy that asked is gone, or the schedule is over: whoever waits for it gets no answer. */
  drop?(): void;
}

/** What an operation did. */
export interface Done {
  readonly kind: 'loaded' | 'saved' | 'refused';
  /** The row as it stands now. */
  readonly row: unknown;
  /** As in what is recorded of a save. */
  readonly atomic?: true;
}

/**
 * One table of the database as one handler sees it. Every operation happens at once and whole, and
 * whatever may happen between two of them does, in one schedule or another: always `await` them.
 */
export class Table<Row> {
  readonly #name: string;
  readonly #rows: Map<string, Row>;
  readonly #ask: (operation: Operation) => void;

  constructor(name: string, rows: Map<string, Row>, ask: (operation: Operation) => void) {
    this.#name = name;
    this.#rows = rows;
    this.#ask = ask;
  }

  /** @returns a copy of the row; undefined if there is none */
  load(id: string): Promise<Row | undefined> {
    return this.#operation(id, false, () => {
      const row = this.#rows.get(id);
      return { kind: 'loaded', row, result: clone(row) };
    });
  }

  /** Writes the row, whatever stands there: the last one wins. */
  save(id: string, row: Row): Promise<void> {
    const saved = clone(row);
    return this.#operation(id, true, () => {
      this.#rows.set(id, saved);
      return { kind: 'saved', row: saved, result: undefined };
    });
  }

  /**
   * Reads and writes in one operation: a compare-and-set, an increment, an insert if absent.
   *
   * @param change gets a copy of the row, undefined if there is none; gives what shall stand there,
   *   or undefined to leave it alone
   * @returns whether it wrote
   */
  update(id: string, change: (stored: Row | undefined) => Row | undefined): Promise<boolean> {
    return this.#operation(id, true, () => {
      const stored = this.#rows.get(id);
      const row = change(clone(stored));
      if (row === undefined) return { kind: 'refused', row: stored, result: false };
      const saved = clone(row);
      this.#rows.set(id, saved);
      return { kind: 'saved', row: saved, atomic: true, result: true };
    });
  }

  #operation<Result>(
    id: string,
    writes: boolean,
    execute: () => Done & { result: Result },
  ): Promise<Result> {
    return new Promise((resolve, reject) => {
      let settle: () => void;
      this.#ask({
        table: this.#name,
        id,
        row: `${this.#name}/${id}`,
        writes,
        execute: () => {
          try {
            const done = execute();
            settle = () => resolve(done.result);
            return done;
          } catch (error) {
            settle = () => reject(error instanceof Error ? error : new Error(String(error)));
            return { kind: 'refused', row: undefined };
          }
        },
        answer: () => settle(),
        fail: () => reject(new Error('the database refuses')),
      });
    });
  }
}
