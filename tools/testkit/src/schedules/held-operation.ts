import type { Done, Operation } from '@workbook/explorer';
import type { HeldCommand, Mongod } from '@workbook/mongod';
import {
  doc,
  type Doc,
  double,
  int,
  isArray,
  isDoc,
  toNumber,
  type Value,
} from '@workbook/mongod/values';
import { inWords, isWrite, plain } from '@workbook/world';
import type { Errand } from './errand';

/** Who asks again after so many errors would ask for ever. */
const MOST_REFUSED = 100;

/** What a copy is told that has crashed: it is nothing that the driver would try again. */
const GONE = doc({
  ok: double(0),
  errmsg: 'the copy that asked has crashed',
  code: int(11_601),
  codeName: 'Interrupted',
});

/** What a handler is told whose operation fails: nothing that the driver would try again. */
const FULL = doc({
  ok: double(0),
  errmsg: 'no space left on device',
  code: int(14_031),
  codeName: 'OutOfDiskSpace',
});

/** A command of a handling, as an operation on the collection that it is about. */
export class HeldOperation implements Operation {
  readonly table: string;
  readonly writes: boolean;
  readonly #name: string;
  #answer: Doc | undefined;
  #isOver = false;

  constructor(
    private readonly command: HeldCommand,
    private readonly errand: Errand,
    private readonly server: Mongod,
  ) {
    const [[name, about] = ['', null]] = command.body;
    this.#name = name;
    this.table = name === 'getMore' ? String(command.body.get('collection')) : String(about);
    this.writes = isWrite(name);
  }

  /** One collection is one row: whatever is done to it may concern whoever looks into it. */
  get row(): string {
    return this.table;
  }

  /** The `_id` of the document, or what was asked for. */
  get id(): string {
    const id = this.#documentID;
    return id === undefined ? inWords(plain(this.#filter ?? null)) : String(plain(id));
  }

  execute(): Done {
    this.errand.held--;
    const answer = (this.#answer = this.command.execute());
    const found = (): unknown => this.#document();
    return {
      kind: this.#outcomeIn(answer),
      get row() {
        return found();
      },
    };
  }

  answer(): void {
    this.#isOver = true;
    this.command.answer(this.#answer!);
  }

  fail(): void {
    this.errand.held--;
    this.#isOver = true;
    this.command.answer(FULL);
  }

  drop(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.errand.isDropped = true;
    refuse(this.command, this.errand);
  }

  #outcomeIn(answer: Doc): Done['kind'] {
    if (numberIn(answer, 'ok') !== 1 || answer.has('writeErrors')) return 'refused';
    if (!this.writes) return 'loaded';
    if (this.#name === 'findAndModify')
      return (answer.get('value') ?? null) === null ? 'refused' : 'saved';
    if (numberIn(answer, 'n') === 0) return 'refused';
    // Of an update that leaves all as it is nobody notices anything.
    const isUnchanged =
      this.#name === 'update' && numberIn(answer, 'nModified') === 0 && !answer.has('upserted');
    return isUnchanged ? 'loaded' : 'saved';
  }

  /** What stands there now, or what was found. */
  #document(): unknown {
    const id = this.#documentID;
    if (id === undefined) return undefined;
    const body = new Map<string, Value>([
      ['find', this.table],
      ['filter', new Map([['_id', id]])],
      ['$db', this.command.body.get('$db')!],
    ]);
    const [found] = batchIn(this.server.run(body));
    return found === undefined ? undefined : plain(found);
  }

  get #documentID(): Value | undefined {
    const asked = this.#filter?.get('_id');
    if (asked !== undefined && !(isDoc(asked) && isOperator(asked))) return asked;
    const found = this.#answer && (this.#answer.get('value') ?? batchIn(this.#answer)[0]);
    return found !== undefined && isDoc(found) ? found.get('_id') : undefined;
  }

  /** Of the first document that the command is about. */
  get #filter(): Doc | undefined {
    const { body } = this.command;
    const first = (field: string): Doc | undefined => {
      const list = body.get(field) ?? null;
      return isArray(list) && isDoc(list[0] ?? null) ? (list[0] as Doc) : undefined;
    };
    const filter =
      first('documents') ??
      (first('updates') ?? first('deletes'))?.get('q') ??
      body.get('filter') ??
      body.get('query') ??
      null;
    return isDoc(filter) ? filter : undefined;
  }
}

/** Answers a command of a copy that is gone. */
export function refuse(command: HeldCommand, errand: Errand): void {
  if (errand.refused++ < MOST_REFUSED) command.answer(GONE);
}

export function batchIn(answer: Doc): readonly Value[] {
  const cursor = answer.get('cursor') ?? null;
  const batch = (isDoc(cursor) ? cursor.get('firstBatch') : undefined) ?? null;
  return isArray(batch) ? batch : [];
}

function numberIn(answer: Doc, field: string): number {
  return toNumber((answer.get(field) ?? int(0)) as Parameters<typeof toNumber>[0]);
}

function isOperator(value: Doc): boolean {
  return [...value.keys()].some((name) => name.startsWith('$'));
}
