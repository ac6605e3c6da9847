import { asStored } from '../documents';
import { CommandError, notHere } from '../error';
import { type ExpressionParser, type Filter, parseFilter } from '../query';
import type { Collection, RecordID } from '../storage';
import { parseUpdate, type Update, upserted } from '../update';
import { type Collation, type Doc, isDoc, type Value } from '../values';
import type { ServerState } from './command';
import { environmentOf, expressionsOf } from './expressions';
import { updatePipelines } from './update-ports';
import type { Written } from './writes';

/** What update and findAndModify are asked for, before it is read. */
export interface ChangeRequest {
  readonly query: Doc;
  readonly update: Value;
  readonly arrayFilters: readonly Doc[] | undefined;
  readonly constants: Doc | undefined;
  readonly isMulti: boolean;
  readonly isUpsert: boolean;
  /** The command's `let`. */
  readonly variables: Doc | undefined;
  readonly collation: Collation;
}

/** A filter, and what is to be done to the documents that it matches. */
export class Change {
  readonly filter: Filter;
  readonly #update: Update;
  readonly #now: () => Date;

  /** @throws CommandError in the words of a mongod, if one of them is none */
  constructor(request: ChangeRequest, { clock }: ServerState) {
    const { query, update, arrayFilters, constants, isMulti, isUpsert, variables } = request;
    const { collation } = request;
    if (!collation.isSimple) refuseComparisons(update, arrayFilters);
    const environment = environmentOf(variables, clock, collation);
    const parsePipeline = updatePipelines(environment);
    this.#update = parseUpdate(update, { arrayFilters, constants, isMulti, parsePipeline });
    this.filter = parseFilter(
      query,
      isUpsert ? noExpressions : expressionsOf(environment),
      collation,
    );
    this.#now = () => new Date(clock.wall());
  }

  /**
   * Changes a document that the filter matches.
   *
   * @returns what it is now: `document` itself if nothing changed
   * @throws CommandError; the document stays as it was then
   */
  apply(collection: Collection, record: RecordID, document: Doc): Doc {
    const details = { index: undefined };
    if (this.#update.needsMatch) this.filter.matches(document, details);
    const occasion = { document, matched: details.index, isInsert: false, now: this.#now };
    const after = this.#update.apply(occasion);
    if (after === document) return document;
    const stored = asStored(after, 'update');
    collection.replace(record, stored);
    return stored;
  }

  /** Inserts the document of an upsert. @returns it */
  insert(collection: Collection): Doc {
    const document = upserted(this.filter, this.#update, this.#now);
    collection.insert(document);
    return document;
  }
}

/** Carries a request out: as the command update does with one of its statements. */
export function change(
  state: ServerState,
  database: string,
  name: string,
  request: ChangeRequest,
): Written {
  const asked = new Change(request, state);
  const collection = state.databases.collection(database, name);
  const changed = collection && changeAll(collection, asked, request.isMulti);
  if ((changed && changed.n > 0) || !request.isUpsert) return changed ?? { n: 0, modified: 0 };
  const inserted = asked.insert(state.databases.made(database, name));
  return { n: 1, modified: 0, upserted: inserted.get('_id')! };
}

/** The first that matches, or all of them as they were in the beginning. */
function changeAll(collection: Collection, change: Change, isMulti: boolean): Written {
  let [n, modified] = [0, 0];
  const found = collection.find(change.filter);
  for (const [record, document] of isMulti ? [...found] : found) {
    n++;
    if (change.apply(collection, record, document) !== document) modified++;
    if (!isMulti) break;
  }
  return { n, modified };
}

/** Operators that compare values, here by their bytes alone. */
const COMPARING: ReadonlySet<string> = new Set([
  ...['$min', '$max', '$addToSet', '$pull', '$pullAll'],
]);

function refuseComparisons(update: Value, arrayFilters: readonly Doc[] | undefined): void {
  if (arrayFilters) throw notHere('arrayFilters with a collation');
  for (const [name, operands] of isDoc(update) ? update : []) {
    if (COMPARING.has(name)) throw notHere(`${name} with a collation`);
    if (name === '$push' && isDoc(operands) && [...operands.values()].some(isSorting))
      throw notHere('$push with $sort and a collation');
  }
}

function isSorting(pushed: Value): boolean {
  return isDoc(pushed) && pushed.has('$sort');
}

const noExpressions: ExpressionParser = () => {
  throw new CommandError(
    'QueryFeatureNotAllowed',
    '$expr is not allowed in the query predicate for an upsert',
  );
};
