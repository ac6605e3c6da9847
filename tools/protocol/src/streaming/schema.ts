import { Reader, Writer } from 'protobufjs/minimal';
import { decodeText, encodeText } from './text';

/** How one field of a message is written and read. */
export interface Field<T> {
  readonly number: number;
  readonly wireType: number;
  /** What the field is when it is absent. */
  readonly absent: T;
  isAbsent(value: T): boolean;
  write(writer: Writer, value: T): unknown;
  read(reader: Reader): T;
}

/** The values of a message whose fields are `F`. */
export type Values<F> = { [K in keyof F]: F[K] extends Field<infer T> ? T : never };

/** A protobuf message: fields that are absent have their zero value, unknown ones are skipped. */
export interface Schema<F> {
  /** A message in which every field is zero has no bytes at all. */
  encode(values: Partial<Values<F>>): Buffer;
  /** @throws DecodeError if `bytes` end too early or hold something else than this message */
  decode(bytes: Uint8Array): Values<F>;
}

/** Bytes that are not the message they should be. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';

  /**
   * @param message in the words of the real server's log
   * @param found what stood before
   */
  constructor(
    message: string,
    readonly found: object,
  ) {
    super(message);
  }
}

const VARINT = 0;
const BYTES = 2;
const GROUP_END = 4;
const LAST_TYPE = 5;
const NOTHING = Buffer.alloc(0);

/** Bytes that are no UTF-8 are kept: see `decodeText`. */
export const string = (number: number): Field<string> => ({
  number,
  wireType: BYTES,
  absent: '',
  isAbsent: (value) => value === '',
  write: (writer, value) => writer.bytes(encodeText(value)),
  read: (reader) => decodeText(reader.bytes() as Buffer),
});

/** A subject of the core, an inbox: as everywhere there, a character for each byte of it. */
export const subject = (number: number): Field<string> => ({
  ...string(number),
  write: (writer, value) => writer.bytes(Buffer.from(value, 'latin1')),
  read: (reader) => (reader.bytes() as Buffer).toString('latin1'),
});

/** Read as a view on the bytes that were decoded: copy what is to be kept. */
export const bytes = (number: number): Field<Buffer> => ({
  number,
  wireType: BYTES,
  absent: NOTHING,
  isAbsent: (value) => value.length === 0,
  write: (writer, value) => writer.bytes(value),
  read: (reader) => reader.bytes() as Buffer,
});

export const bool = (number: number): Field<boolean> => ({
  number,
  wireType: VARINT,
  absent: false,
  isAbsent: (value) => !value,
  write: (writer, value) => writer.bool(value),
  read: (reader) => reader.bool(),
});

/** Negative numbers take ten bytes and come back negative (behaviour document, section 8, T9). */
export const int32 = (number: number): Field<number> => ({
  number,
  wireType: VARINT,
  absent: 0,
  isAbsent: (value) => value === 0,
  write: (writer, value) => writer.int32(value),
  read: (reader) => reader.int32(),
});

export const uint32 = (number: number): Field<number> => ({
  ...int32(number),
  write: (writer, value) => writer.uint32(value),
  read: (reader) => reader.uint32(),
});

/** 64 bits in a number: exact up to 2^53, above that the nearest double. */
export const uint64 = (number: number): Field<number> => ({
  ...int32(number),
  write: (writer, value) => writer.uint64(value),
  read: (reader) => Number(reader.uint64()),
});

export const int64 = (number: number): Field<number> => ({
  ...int32(number),
  write: (writer, value) => writer.int64(value),
  read: (reader) => Number(reader.int64()),
});

/** A message of these fields; they are written in the order in which they are given. */
export function message<F extends object>(fields: F): Schema<F> {
  const entries = (Object.entries(fields) as [string, Field<unknown>][]).map(([name, field]) => ({
    name,
    field,
    tag: field.number * 8 + field.wireType,
  }));
  const byTag: ((typeof entries)[number] | undefined)[] = [];
  for (const entry of entries) byTag[entry.tag] = entry;
  const byNumber = new Map(entries.map(({ name, field }) => [field.number, name]));
  /** A field that is not read: one of later versions, unless it is not written as it should be. */
  const skip = (reader: Reader, tag: number): void => {
    const wireType = tag & 7;
    const number = tag >>> 3;
    if (wireType > LAST_TYPE) throw new Error(`proto: illegal wireType ${wireType}`);
    if (wireType === GROUP_END) throw new Error('proto: wiretype end group for non-group');
    if (number === 0) throw new Error(`proto: illegal tag 0 (wire type ${wireType})`);
    const name = byNumber.get(number);
    if (name !== undefined) {
      const field = name[0]!.toUpperCase() + name.slice(1);
      throw new Error(`proto: wrong wireType = ${wireType} for field ${field}`);
    }
    reader.skipType(wireType);
  };
  // Copied for each message: that is faster than to set the fields one by one.
  const absent = Object.fromEntries(entries.map(({ name, field }) => [name, field.absent]));
  return {
    encode(values: Record<string, unknown>) {
      const writer = Writer.create();
      for (const { name, field, tag } of entries) {
        const value = values[name];
        if (value === undefined || field.isAbsent(value)) continue;
        field.write(writer.uint32(tag), value);
      }
      return writer.finish() as Buffer;
    },
    decode(encoded) {
      const reader = Reader.create(encoded);
      const values = { ...absent };
      try {
        while (reader.pos < reader.len) {
          const tag = reader.uint32();
          const known = byTag[tag];
          if (known) values[known.name] = known.field.read(reader);
          else skip(reader, tag);
        }
      } catch (error) {
        const isEnd = error instanceof RangeError;
        throw new DecodeError(isEnd ? 'unexpected EOF' : (error as Error).message, values);
      }
      return values as Values<F>;
    },
  };
}
