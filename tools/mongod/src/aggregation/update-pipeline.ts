import { CommandError } from '../error';
import type { Environment } from '../expression';
import type { Doc, Value } from '../values';
import { isStage, stageIn } from './pipeline';
import { reshape } from './stages/reshape';

/**
 * An update that is a pipeline (manual, "Updates with Aggregation Pipeline").
 *
 * @returns what it makes of a document
 * @throws CommandError if there is a stage that an update may not have, or one that is none
 */
export function parseUpdatePipeline(
  stages: readonly Value[],
  environment: Environment,
): (doc: Doc) => Doc {
  const all = stages.map((each) => {
    const [name, operand] = stageIn(each);
    if (Object.hasOwn(reshape, name)) return reshape[name]!(operand, environment, name);
    if (isStage(name))
      throw new CommandError(
        'InvalidOptions',
        `${name} is not allowed to be used within an update`,
      );
    throw new CommandError(40324, `Unrecognized pipeline stage name: '${name}'`);
  });
  return (doc) => all.reduce((left, change) => change(left), doc);
}
