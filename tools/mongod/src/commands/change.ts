import { asStored } from '../documents';
import { CommandError } from '../error';
import { type ExpressionParser, type Filter, parseFilter } from '../query';
import type { Collection, RecordID } from '../storage';
import { parseUpdate, type Update, upserted } from '../update';
import type { Doc, Value } from '../values';
import type { ServerState } from './command';
import { expressions } from './expressions';
import { updatePipelines } from './update-ports';

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
}

/** A filter, and what is to be done to the documents that it matches. */
export class Change {
  readonly filter: Filter;
  readonly #update: Update;
  readonly #now: () => Date;

  /** @throws CommandError in the words of a mongod, if one of them is none */
  constructor(request: ChangeRequest, { clock }: ServerState) {
    const { query, update, arrayFilters, constants, isMulti, isUpsert, variables } = request;
    const parsePipeline = updatePipelines(variables, clock);
    this.#update = parseUpdate(update, { arrayFilters, constants, isMulti, parsePipeline });
    this.filter = parseFilter(query, isUpsert ? noExpressions : expressions(variables, clock));
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

const noExpressions: ExpressionParser = () => {
  throw new CommandError(
    'QueryFeatureNotAllowed',
    '$expr is not allowed in the query predicate for an upsert',
  );
};
