/** Up to here a loop is faster than the view on the source that `set` would need. */
const SMALL = 200;

/** How many bytes `value` takes as a varint; exact up to 2^53. */
export function varintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 0x80; rest /= 0x80) size++;
  return size;
}

/**
 * Division, not shifts: the value may have more than 32 bits.
 *
 * @returns where the varint ends
 */
export function writeVarint(target: Buffer, at: number, value: number): number {
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) target[at++] = (rest % 0x80) | 0x80;
  target[at++] = rest;
  return at;
}

/** @returns where the copy ends in `target` */
export function copy(
  source: Buffer,
  start: number,
  end: number,
  target: Buffer,
  at: number,
): number {
  if (end - start > SMALL) {
    target.set(source.subarray(start, end), at);
    return at + end - start;
  }
  while (start < end) target[at++] = source[start++]!;
  return at;
}
