import { CommandError } from '../error';
import { type Doc, isDoc, typeOf, type Value } from '../values';
import { replaced } from './replacement';
import type { Update } from './update';

/**
 * Makes stages of an aggregation a function of one document.
 *
 * @param constants values that the stages name with `$$`
 */
export type PipelineParser = (
  stages: readonly Doc[],
  constants: Doc | undefined,
) => (document: Doc) => Doc;

/** Stages that make one document of one (manual, "Updates with Aggregation Pipeline"). */
const STAGES: ReadonlySet<string> = new Set([
  ...['$addFields', '$set', '$project', '$unset', '$replaceRoot', '$replaceWith'],
]);

/** An update by stages. @throws CommandError 72 if one of them is none for updates */
export function parsePipeline(
  pipeline: readonly Value[],
  constants: Doc | undefined,
  parse: PipelineParser,
): Update {
  const stages = pipeline.map((stage) => {
    if (isDoc(stage)) return stage;
    throw new CommandError(
      'TypeMismatch',
      `Each element of the 'pipeline' array must be an object, but found ${typeOf(stage)}`,
    );
  });
  const run = parse(stages, constants);
  for (const [name] of stages.flatMap((stage) => [...stage]))
    if (!STAGES.has(name))
      throw new CommandError(
        'InvalidOptions',
        `${name} is not allowed to be used within an update`,
      );
  return {
    kind: 'pipeline',
    needsMatch: false,
    apply: ({ document }) => replaced(document, run(document)),
  };
}
