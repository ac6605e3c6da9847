/** Updates of documents: replacements, operators and pipelines, and the documents that upserts make. */
export type { Occasion } from './modifier';
export { parseUpdate, type UpdateOptions } from './parse';
export type { PipelineParser } from './pipeline';
export type { Update } from './update';
export { upserted } from './upsert';
