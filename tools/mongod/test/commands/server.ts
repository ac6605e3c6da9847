import { VirtualClock } from '@workbook/clock';
import { answer } from '../../src/commands/dispatch';
import { parseFilter } from '../../src/query';
import { type Doc, doc, int } from '../../src/values';
import { withoutSockets } from '../empty';
import { document, text, type Written } from '../values/notation';

const EVERY = parseFilter(new Map(), () => () => true);

/** The commands of a server without its sockets, on the database `test`. */
export class Commands {
  readonly #state = withoutSockets(new VirtualClock(Date.UTC(2026, 0, 2)));

  /** The answer as text, without `ok: 1`. */
  run(command: Written): string {
    const answered = new Map(this.#answer(command));
    if (text(answered.get('ok')!) === '1.0') answered.delete('ok');
    return text(answered);
  }

  /** @throws if the command fails */
  insert(collection: string, ...documents: Written[]): void {
    const answered = this.#answer({ insert: collection, documents });
    if (answered.has('writeErrors')) throw new Error(text(answered));
  }

  /** All documents of a collection, in their order. */
  all(collection: string): string[] {
    const found = this.#state.databases.collection('test', collection)?.find(EVERY) ?? [];
    return Array.from(found, ([, each]) => text(each));
  }

  /** A unique index over one field. */
  unique(collection: string, field: string): void {
    const key = doc({ [field]: int(1) });
    this.#state.databases.made('test', collection).createIndexes([
      {
        name: `${field}_1`,
        key,
        isUnique: true,
        isSparse: false,
        partial: undefined,
        expireAfterSeconds: undefined,
        told: doc({ v: int(2), key, name: `${field}_1`, unique: true }),
      },
    ]);
  }

  #answer(command: Written): Doc {
    const body = new Map([...document(command), ['$db', 'test'] as const]);
    return answer(body, this.#state, 1);
  }
}
