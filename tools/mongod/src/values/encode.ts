import { calculateObjectSize, serialize } from 'bson';
import type { Doc } from './value';

/** A document is stored with so many levels at most (manual, "MongoDB Limits"); a message may be a little deeper. */
export const DEEPEST = 180;

/** The largest document that is stored, in bytes (manual, "MongoDB Limits and Thresholds"). */
export const LARGEST_DOCUMENT = 16 * 1024 * 1024;

/**
 * The bytes of `doc` (BSON specification 1.1).
 *
 * @throws if they are more than 17 MiB
 */
export function encode(doc: Doc): Uint8Array {
  return serialize(doc);
}

/** How many bytes `doc` has, however many they are. */
export function sizeOf(doc: Doc): number {
  return calculateObjectSize(doc);
}
