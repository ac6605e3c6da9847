import type { Statement } from '../statement';
import { aggregation } from './aggregation';
import { catalog } from './catalog';
import { errors } from './errors';
import { filters } from './filters';
import { findAndModify } from './find-and-modify';
import { handshake } from './handshake';
import { reads } from './reads';
import { updates } from './updates';
import { writes } from './writes';

/** All statements, by what they are about. */
export const SECTIONS: ReadonlyMap<string, readonly Statement[]> = new Map([
  ['Handshake', handshake],
  ['Inserts, updates and deletes', writes],
  ['Filters', filters],
  ['Update operators', updates],
  ['findAndModify, and versions', findAndModify],
  ['Finds and cursors', reads],
  ['Aggregation', aggregation],
  ['Indexes, collections, databases', catalog],
  ['Errors', errors],
]);

export const STATEMENTS: readonly Statement[] = [...SECTIONS.values()].flat();
