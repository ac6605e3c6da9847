import type { Clock } from '@workbook/clock';
import type { Environment } from '../expression';
import type { Collection } from '../storage';
import type { Doc, Value } from '../values';

/** Makes other documents of those that come to it. */
export type Stage = (docs: readonly Doc[]) => readonly Doc[];

/** What the stages of a pipeline know beside the documents. */
export interface PipelineContext {
  readonly database: string;
  readonly environment: Environment;
  readonly collections: Collections;
  /** Those that commands were sent in. */
  readonly sessions: () => readonly Doc[];
  /** The stage in which this pipeline stands, if it stands in one. */
  readonly inside?: '$facet' | '$lookup' | '$unionWith';
}

/** The collections that stages read and write, and where they are. */
export interface Collections {
  /** The one that the pipeline reads; undefined if the command names none, or one that is not there. */
  readonly own: Collection | undefined;
  /** `database.collection` */
  readonly namespace: string;
  /** `host:port` of the server */
  readonly address: string;
  readonly clock: Clock;
  readonly of: (name: string) => Collection | undefined;
  /** Puts `docs` in the place of all that a collection has. */
  readonly replace: (database: string, name: string, docs: readonly Doc[]) => void;
  readonly target: (database: string, name: string) => MergeTarget;
}

/** The collection that `$merge` writes to. */
export interface MergeTarget {
  /** The fields of each unique index that has all documents. */
  readonly uniques: readonly (readonly string[])[];
  /** @returns whether a document was changed, or inserted; it may be what it was before */
  readonly update: (change: MergeUpdate) => boolean;
  readonly insert: (document: Doc) => void;
}

/** An update of one document, as the command update takes it. */
export interface MergeUpdate {
  readonly query: Doc;
  readonly update: Value;
  readonly constants: Doc | undefined;
  readonly isUpsert: boolean;
}

/**
 * Makes a stage of `{ name: spec }`.
 *
 * @param pipeline makes a stage of a pipeline that stands in this one
 * @throws CommandError in the words of a mongod
 */
export type StageParser = (
  spec: Value,
  context: PipelineContext,
  pipeline: (stages: readonly Value[], context: PipelineContext) => Stage,
  name: string,
) => Stage;

export type StageParsers = Readonly<Record<string, StageParser>>;
