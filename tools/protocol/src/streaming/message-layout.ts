/** A MsgProto on its way into a store. */
export interface MessageParts {
  /** From 1. */
  readonly sequence: number;
  /** The channel's name in UTF-8. */
  readonly subject: Uint8Array;
  readonly reply: string;
  readonly data: Uint8Array;
  /** Nanoseconds since the Unix epoch: the nearest double. */
  readonly timestamp: number;
}

/** Each field has a number below 16: its tag is one byte. */
const SEQUENCE = 0x08;
const SUBJECT = 0x12;
const REPLY = 0x1a;
const DATA = 0x22;
const TIMESTAMP = 0x28;

/**
 * How many bytes `writeMessage` writes. Both do by hand what `MsgProto.encode` does, because every
 * published message goes through here: straight into the store, without a buffer in between, it takes a
 * quarter of the time.
 */
export function messageSize({ sequence, subject, reply, data, timestamp }: MessageParts): number {
  return (
    1 +
    varintSize(sequence) +
    fieldSize(subject.length) +
    (reply === '' ? 0 : fieldSize(Buffer.byteLength(reply))) +
    (data.length === 0 ? 0 : fieldSize(data.length)) +
    1 +
    varintSize(timestamp)
  );
}

/** Writes the message into the first `messageSize` bytes of `target`. */
export function writeMessage(parts: MessageParts, target: Buffer): void {
  const { sequence, subject, reply, data, timestamp } = parts;
  let at = writeVarint(target, 0, SEQUENCE, sequence);
  at = writeBytes(target, at, SUBJECT, subject);
  if (reply !== '') at = writeBytes(target, at, REPLY, Buffer.from(reply));
  if (data.length > 0) at = writeBytes(target, at, DATA, data);
  writeVarint(target, at, TIMESTAMP, timestamp);
}

function fieldSize(length: number): number {
  return 1 + varintSize(length) + length;
}

function varintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 0x80; rest /= 0x80) size++;
  return size;
}

/** Division, not shifts: the value may have more than 32 bits. */
function writeVarint(target: Buffer, at: number, tag: number, value: number): number {
  target[at++] = tag;
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) target[at++] = (rest % 0x80) | 0x80;
  target[at++] = rest;
  return at;
}

function writeBytes(target: Buffer, at: number, tag: number, bytes: Uint8Array): number {
  const start = writeVarint(target, at, tag, bytes.length);
  target.set(bytes, start);
  return start + bytes.length;
}
