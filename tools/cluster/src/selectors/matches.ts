import type { KubeObject } from '../objects';

/** True of those that a selector wants. */
export type Matches = (object: KubeObject) => boolean;
