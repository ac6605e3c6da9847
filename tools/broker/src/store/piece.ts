/** Messages that follow on one another, as they lie in a segment: nothing is copied. */
export interface Piece {
  /** The sequence of the first one. */
  readonly first: number;
  readonly count: number;
  /** When each was stored: doubles, milliseconds since the epoch. */
  readonly times: Buffer;
  /** Where each ends: whole numbers of 4 bytes, of which `start` is the beginning of the first one. */
  readonly ends: Buffer;
  readonly start: number;
  readonly bytes: Buffer;
}
