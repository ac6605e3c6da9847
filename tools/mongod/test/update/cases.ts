import { CommandError } from '../../src/error';
import { parseFilter } from '../../src/query';
import { parseUpdate, upserted } from '../../src/update';
import { document, text, value, type Written } from '../values/notation';

const noExpressions = (): never => {
  throw new Error('There is no expression here');
};

export const NOW = new Date('2026-01-02T03:04:05.678Z');

export interface CaseOptions {
  readonly arrayFilters?: readonly Written[];
  /** Says what `$` stands for. */
  readonly query?: Written;
}

/** What a document is, what is done to it, and what it is then. */
export type Case = readonly [
  before: Written,
  update: Written,
  after: string,
  options?: CaseOptions,
];

/** The cases of each group with a title. */
export function rows(cases: readonly Case[]): (readonly [title: string, each: Case])[] {
  return cases.map((each) => [`${text(value(each[1]))} on ${text(value(each[0]))}`, each]);
}

/** What an update makes of a document, as text; `same` if nothing; or the code and the text of its error. */
export function outcome(before: Written, update: Written, options: CaseOptions = {}): string {
  const doc = document(before);
  const details = { index: undefined };
  parseFilter(document(options.query ?? {}), noExpressions).matches(doc, details);
  return told(() => {
    const after = parseUpdate(value(update), {
      arrayFilters: options.arrayFilters?.map(document),
      parsePipeline: noExpressions,
    }).apply({ document: doc, matched: details.index, isInsert: false, now: () => NOW });
    return after === doc ? 'same' : text(after);
  });
}

/** The document of an upsert as text, without an `_id` that was made; or the code and the text of its error. */
export function upsertOutcome(query: Written, update: Written): string {
  return told(() => {
    const filter = parseFilter(document(query), noExpressions);
    const parsed = parseUpdate(value(update), { parsePipeline: noExpressions });
    const made = upserted(filter, parsed, () => NOW);
    const shown = text(made).replace(/_id: ObjectId\('[0-9a-f]+'\)(, )?/, '');
    return shown === '{  }' ? '{}' : shown;
  });
}

function told(run: () => string): string {
  try {
    return run();
  } catch (error) {
    if (error instanceof CommandError) return `${error.code} ${error.message}`;
    throw error;
  }
}
