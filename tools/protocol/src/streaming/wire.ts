/** Up to here a loop is faster than the view on the source that `set` needs. */
const SMALL = 40;

/** Four groups of seven bits: as far as the arithmetic of 32 bits goes without a sign. */
const FOUR_GROUPS = 2 ** 28;

/** How many bytes `value` takes as a varint; exact up to 2^53. */
export function varintSize(value: number): number {
  let size = 1;
  let rest = value;
  for (; rest >= FOUR_GROUPS; rest /= FOUR_GROUPS) size += 4;
  for (let bits = rest >>> 7; bits > 0; bits >>>= 7) size++;
  return size;
}

/** @returns where the varint ends */
export function writeVarint(target: Buffer, at: number, value: number): number {
  let rest = value;
  while (rest >= FOUR_GROUPS) {
    const low = rest % FOUR_GROUPS;
    rest = (rest - low) / FOUR_GROUPS;
    for (let shift = 0; shift < 28; shift += 7) target[at++] = ((low >>> shift) & 0x7f) | 0x80;
  }
  let bits = rest >>> 0;
  for (; bits >= 0x80; bits >>>= 7) target[at++] = (bits & 0x7f) | 0x80;
  target[at++] = bits;
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
