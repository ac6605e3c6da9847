import { VirtualClock } from '@workbook/clock';
import { deserialize, EJSON, serialize } from 'bson';
import { answer } from '../src/commands/dispatch';
import { decode, type Doc, encode } from '../src/values';
import { withoutSockets } from './empty';

/** 2026-01-02T03:04:05.678Z */
export const NOW = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

/** A command as a driver would send it; whole numbers are ints, all others doubles. */
export type Plain = Readonly<Record<string, unknown>>;

/** What answers commands, without a socket before it. */
export class Desk {
  readonly #state = withoutSockets(new VirtualClock(NOW));

  /** A desk whose collection `c` has these documents. */
  static with(
    documents: readonly Plain[],
    others: Readonly<Record<string, readonly Plain[]>> = {},
  ): Desk {
    const desk = new Desk();
    for (const [name, docs] of Object.entries({ c: documents, ...others }))
      if (docs.length > 0) desk.run({ insert: name, documents: docs });
    return desk;
  }

  run(command: Plain): Plain {
    const $db = command.$db ?? 'test';
    const body = decode(serialize({ ...command, $db }, { ignoreUndefined: true }));
    return plain(answer(body, this.#state, 1));
  }

  /** The documents of the first batch, or `code: text` where there is an error. */
  found(command: Plain): readonly Plain[] | string {
    const { cursor, code, errmsg } = this.run(command) as {
      cursor?: { firstBatch: readonly Plain[] };
      code?: number;
      errmsg?: string;
    };
    return cursor ? cursor.firstBatch : `${String(code)}: ${String(errmsg)}`;
  }

  aggregate(pipeline: readonly Plain[]): readonly Plain[] | string {
    return this.found({ aggregate: 'c', pipeline, cursor: {} });
  }
}

/** With the types that numbers have. */
function plain(doc: Doc): Plain {
  return deserialize(encode(doc), { promoteValues: false, bsonRegExp: true });
}

/** Types and the order of fields told, so that two texts are equal only if all of it is. */
export function told(value: unknown): string {
  if (typeof value === 'string') return value;
  const typed: unknown = deserialize(serialize({ value }), {
    promoteValues: false,
    bsonRegExp: true,
  }).value;
  return EJSON.stringify(typed, { relaxed: false });
}
