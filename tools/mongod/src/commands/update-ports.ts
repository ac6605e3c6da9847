import { parseUpdatePipeline } from '../aggregation';
import { CommandError } from '../error';
import type { Environment } from '../expression';
import { parseFindProjection, type Projection } from '../projection';
import type { Filter } from '../query';
import type { PipelineParser } from '../update';
import type { Doc } from '../values';

/** Reads the stages of an update. */
export function updatePipelines(environment: Environment): PipelineParser {
  return (stages, constants) => {
    const known = new Map([...environment.variables, ...(constants ?? [])]);
    return parseUpdatePipeline(stages, { ...environment, variables: known });
  };
}

/**
 * Makes the `fields` of findAndModify a function of the document that it answers.
 *
 * @param isNew the document is answered as it is afterwards
 */
export function answerFields(
  fields: Doc | undefined,
  isNew: boolean,
  filter: Filter,
  environment: Environment,
): Projection {
  if (!fields || fields.size === 0) return (document) => document;
  if (isNew && [...fields.keys()].some((field) => field.endsWith('.$')))
    throw new CommandError(
      'BadValue',
      'cannot use a positional projection and return the new document',
    );
  return parseFindProjection(fields, filter, environment);
}
