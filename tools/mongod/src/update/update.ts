import type { Doc } from '../values';
import type { Occasion } from './modifier';

/** What is to be done to documents. */
export interface Update {
  readonly kind: 'operators' | 'replacement' | 'pipeline';
  /** It depends on what the filter met in an array. */
  readonly needsMatch: boolean;
  /** @returns the document itself if nothing changes; an `_id` that it had is its first field */
  apply(occasion: Occasion): Doc;
}
