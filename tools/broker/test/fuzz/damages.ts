import type { Random } from '@workbook/random';

export type Files = Map<string, Buffer>;

/** What is damaged: a file, and the records of it that are meant. */
export interface Target {
  readonly name: string;
  /** Where they begin and end; none if the file has no such records. */
  readonly records: readonly Span[];
}

type Span = readonly [start: number, end: number];

/** Does something to a target in `files`. @returns what it did; undefined if it could not */
type Damage = (files: Files, target: Target, random: Random) => string | undefined;

const HEAD_BYTES = 20;

/** Where the records of a file are, as their lengths tell. */
export function recordsIn(bytes: Buffer): Span[] {
  const records: Span[] = [];
  for (let at = 0; at + HEAD_BYTES < bytes.length;) {
    const length = bytes.readUInt32LE(at);
    const end = at + HEAD_BYTES + length + 1;
    if (length === 0 || end > bytes.length) break;
    records.push([at, end]);
    at = end;
  }
  return records;
}

/** The body of a record. */
export function bodyOf(bytes: Buffer, [start, end]: Span): Buffer {
  return bytes.subarray(start + HEAD_BYTES, end - 1);
}

/** One of the records that are meant and another one of the file, the first of them earlier. */
function twoOf(
  bytes: Buffer,
  records: readonly Span[],
  random: Random,
): readonly [Span, Span] | undefined {
  if (records.length === 0) return undefined;
  const one = random.pick(records);
  const others = recordsIn(bytes).filter(([start]) => start !== one[0]);
  if (others.length === 0) return undefined;
  const other = random.pick(others);
  return one[0] < other[0] ? [one, other] : [other, one];
}

const spliced = (
  bytes: Buffer,
  start: number,
  end: number,
  by: Uint8Array = Buffer.alloc(0),
): Buffer => Buffer.concat([bytes.subarray(0, start), by, bytes.subarray(end)]);

function edit(
  by: (bytes: Buffer, records: readonly Span[], random: Random) => Uint8Array | undefined,
): Damage {
  return (files, { name, records }, random) => {
    const bytes = by(Buffer.from(files.get(name)!), records, random);
    if (bytes) files.set(name, Buffer.from(bytes));
    return bytes && `${name}: ${bytes.length} bytes`;
  };
}

/** A place in one of the records, more often than not in its head. */
function place(bytes: Buffer, records: readonly Span[], random: Random): number {
  if (records.length === 0) return random.below(bytes.length);
  const [start, end] = random.pick(records);
  return random.below(2) === 0
    ? start + random.below(HEAD_BYTES)
    : start + random.below(end - start);
}

export const DAMAGES: Readonly<Record<string, Damage>> = {
  flip: edit((bytes, records, random) => {
    bytes[place(bytes, records, random)]! ^= 1 << random.below(8);
    return bytes;
  }),
  overwrite: edit((bytes, records, random) => {
    const at = place(bytes, records, random);
    return bytes.fill(random.below(256), at, Math.min(bytes.length, at + 1 + random.below(600)));
  }),
  zero: edit((bytes, records, random) => {
    const at = place(bytes, records, random);
    return bytes.fill(0, at, Math.min(bytes.length, at + random.pick([1, 100, 512, 4096, 1e9])));
  }),
  truncate: edit((bytes, records, random) => bytes.subarray(0, place(bytes, records, random))),
  'truncate between records': edit((bytes, records, random) => {
    return records.length === 0 ? undefined : bytes.subarray(0, random.pick(records)[0]);
  }),
  empty: edit(() => Buffer.alloc(0)),
  'cut out': edit((bytes, records, random) => {
    const at = place(bytes, records, random);
    return spliced(bytes, at, at + 1 + random.below(600));
  }),
  'remove record': edit((bytes, records, random) => {
    return records.length === 0 ? undefined : spliced(bytes, ...random.pick(records));
  }),
  'repeat record': edit((bytes, records, random) => {
    if (records.length === 0) return undefined;
    const [start, end] = random.pick(records);
    return spliced(bytes, end, end, bytes.subarray(start, end));
  }),
  'repeat record at the end': edit((bytes, records, random) => {
    if (records.length === 0) return undefined;
    const end = recordsIn(bytes).at(-1)![1];
    return spliced(bytes, end, end, bytes.subarray(...random.pick(records)));
  }),
  'swap records': edit((bytes, records, random) => {
    const [one, other] = twoOf(bytes, records, random) ?? [];
    if (!one || !other) return undefined;
    const [first, second] = [bytes.subarray(...one), bytes.subarray(...other)];
    const between = bytes.subarray(one[1], other[0]);
    return spliced(bytes, one[0], other[1], Buffer.concat([second, between, first]));
  }),
  insert: edit((bytes, records, random) => {
    const at = place(bytes, records, random);
    return spliced(bytes, at, at, Buffer.alloc(1 + random.below(300), random.below(256)));
  }),
  append: edit((bytes, _, random) =>
    Buffer.concat([bytes, Buffer.alloc(1 + random.below(300), 1 + random.below(255))]),
  ),
  'record of another file': (files, { name, records }, random) => {
    const other = random.pick([...files.keys()]);
    const foreign = recordsIn(files.get(other)!);
    if (other === name || records.length === 0 || foreign.length === 0) return undefined;
    const record = files.get(other)!.subarray(...random.pick(foreign));
    files.set(name, spliced(files.get(name)!, ...random.pick(records), record));
    return `${name} has one of ${other}`;
  },
  remove: (files, { name }) => {
    files.delete(name);
    return name;
  },
  rename: (files, { name }, random) => {
    const to = random.pick([`${name}.old`, name.replace(/\d+/, (digits) => `${digits}1`), 'x']);
    if (to === name) return undefined;
    files.set(to, files.get(name)!);
    files.delete(name);
    return `${name} is ${to}`;
  },
  copy: (files, { name }, random) => {
    const to = random.pick([...files.keys()]);
    if (to === name) return undefined;
    files.set(to, files.get(name)!);
    return `${name} over ${to}`;
  },
  swap: (files, { name }, random) => {
    const other = random.pick([...files.keys()]);
    if (other === name) return undefined;
    const bytes = files.get(name)!;
    files.set(name, files.get(other)!);
    files.set(other, bytes);
    return `${name} and ${other}`;
  },
};
