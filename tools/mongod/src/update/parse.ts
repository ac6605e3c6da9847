import { CommandError } from '../error';
import { type Doc, isArray, isDoc, type Value } from '../values';
import { parseArrayFilters } from './array-filters';
import { parseOperators } from './operators';
import { parsePipeline, type PipelineParser } from './pipeline';
import { parseReplacement } from './replacement';
import type { Update } from './update';

export interface UpdateOptions {
  readonly arrayFilters?: readonly Doc[] | undefined;
  /** Values that a pipeline names. */
  readonly constants?: Doc | undefined;
  readonly isMulti?: boolean;
  readonly parsePipeline: PipelineParser;
}

/** The `u` of an update. @throws CommandError in the words of a mongod, if it is none */
export function parseUpdate(update: Value, options: UpdateOptions): Update {
  const { arrayFilters = [], constants, isMulti = false } = options;
  const filters = parseArrayFilters(arrayFilters);
  if (isArray(update)) {
    if (filters.size > 0)
      throw new CommandError(
        'FailedToParse',
        'arrayFilters may not be specified for pipeline-style updates',
      );
    return parsePipeline(update, constants, options.parsePipeline);
  }
  if (!isDoc(update))
    throw new CommandError('FailedToParse', 'Update argument must be either an object or an array');
  if (constants)
    throw new CommandError(51198, 'Constant values may only be specified for pipeline updates');
  const [first] = update.keys();
  if (first?.startsWith('$')) return parseOperators(update, filters);
  if (isMulti)
    throw new CommandError(
      'FailedToParse',
      'multi update is not supported for replacement-style update',
    );
  return parseReplacement(update);
}
