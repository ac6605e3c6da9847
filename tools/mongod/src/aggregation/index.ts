/** Pipelines: those of `aggregate`, and those that are updates. */
export { expressionsOf, filterOf } from './filter';
export { parsePipeline, stageIn } from './pipeline';
export type { MergeTarget, PipelineContext } from './stage';
export { parseUpdatePipeline } from './update-pipeline';
