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
  return {
    kind: 'pipeline',
    needsMatch: false,
    apply: ({ document }) => replaced(document, run(document)),
  };
}
