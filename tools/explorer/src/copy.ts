import { AsyncLocalStorage } from 'node:async_hooks';
import type { AnyWorld, Message, Opened, Tables } from './small-world';
import { type Operation, Table } from './table';

/** Takes what a handler asks of the database. */
type Ask = (operation: Operation) => void;

/** What a copy does with a message. */
type Work = (message: Message<unknown>, ask: Ask) => Promise<void>;

/** The rows of each table, by id. */
export type Stored = ReadonlyMap<string, Map<string, object>>;

/** One copy of the service. All of them are members of their groups from the start. */
export interface Copy {
  /** `accounts-1`; empty until it is sent its first message: until then all are alike. */
  name: string;
  work: Work | undefined;
  /** What it has acknowledged so far. */
  acks: number;
}

const asking = new AsyncLocalStorage<Ask>();

/** Starts what runs in one copy. */
export function startWork({ handle, service }: AnyWorld, stored: Stored): Work {
  if (handle) return async (message, ask) => handle(message, open(stored, ask));
  const work = service(
    open(stored, (operation) => {
      const ask = asking.getStore();
      if (!ask) throw new Error('A copy asked for a row before it had a message in hand.');
      ask(operation);
    }),
  );
  return async (message, ask) => asking.run(ask, work, message);
}

function open(stored: Stored, ask: Ask): Opened<Tables> {
  const tables: Record<string, Table<object>> = {};
  for (const [name, rows] of stored) tables[name] = new Table(name, rows, ask);
  return tables;
}
