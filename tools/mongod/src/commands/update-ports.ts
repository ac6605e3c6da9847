import { notHere } from '../error';
import type { PipelineParser } from '../update';
import type { Doc } from '../values';

/** Reads the stages of an update. @param variables what the command's `let` gives names to */
export function updatePipelines(variables: Doc | undefined): PipelineParser {
  return () => {
    throw notHere(variables ? 'An update with a pipeline and let' : 'An update with a pipeline');
  };
}

/** Makes the `fields` of findAndModify a function of the document that it answers. */
export function answerFields(fields: Doc | undefined): (document: Doc) => Doc {
  if (fields && fields.size > 0) throw notHere('A projection');
  return (document) => document;
}
