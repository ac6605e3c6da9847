import { AsyncLocalStorage } from 'node:async_hooks';
import { clone } from './clone';
import type { Ask, Work } from './copy';
import type { Database } from './database';
import type { Message } from './message';
import { keyOf } from './key';
import type { Handler, Opened } from './small-world';
import { Table, type Tables } from './table';

/** The rows of each table, by id. */
type Stored = ReadonlyMap<string, Map<string, object>>;

/** What runs in a copy: `handle`, or what `service` starts. */
interface Runs {
  readonly handle?: Handler<unknown, Tables> | undefined;
  readonly service?:
    ((tables: Opened<Tables>) => (message: Message<unknown>) => Promise<void>) | undefined;
}

const asking = new AsyncLocalStorage<Ask>();

/** Rows in memory, for handlers that wait for nothing else. */
export class Memory implements Database {
  readonly #rows: Stored;

  constructor(
    tables: Tables,
    private readonly runs: Runs,
  ) {
    this.#rows = new Map(
      Object.entries(tables).map(([name, rows]) => [name, new Map(Object.entries(rows))]),
    );
  }

  startWork(): Work {
    const { handle, service } = this.runs;
    if (handle) return async (message, ask) => handle(message, this.#open(ask));
    const work = service!(
      this.#open((operation) => {
        const ask = asking.getStore();
        if (!ask) throw new Error('A copy asked for a row before it had a message in hand.');
        ask(operation);
      }),
    );
    return async (message, ask) => asking.run(ask, work, message);
  }

  /**
   * Node runs what was put off to the next tick only when all promises have been dealt with, provided that the
   * caller is itself the continuation of a promise.
   */
  quiet(): Promise<boolean> {
    return new Promise((resolve) => process.nextTick(resolve, true));
  }

  tables(): Tables {
    const tables: Tables = {};
    for (const [name, rows] of this.#rows) tables[name] = clone(Object.fromEntries(rows));
    return tables;
  }

  readonly keys = {
    all: (): string => {
      const rows: string[] = [];
      for (const table of this.#rows.values())
        for (const [id, row] of table) rows.push(id, keyOf(row));
      return rows.join();
    },
    of: (table: string, id: string): string => keyOf(this.#rows.get(table)?.get(id)),
  };

  #open(ask: Ask): Opened<Tables> {
    const tables: Record<string, Table<object>> = {};
    for (const [name, rows] of this.#rows) tables[name] = new Table(name, rows, ask);
    return tables;
  }
}
