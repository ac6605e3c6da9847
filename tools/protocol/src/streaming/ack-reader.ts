import { Ack } from './messages';
import { encodeText } from './text';

const SUBJECT = 0x0a;
const SEQUENCE = 0x10;
/** Up to here the length of the subject takes one byte. */
const SHORT = 0x80;

/**
 * Reads one Ack after the other without making objects of them, since there is one for every message
 * that is delivered. What was read is good until the next one is.
 */
export class AckReader {
  /** What the subject stands in. */
  bytes: Buffer = Buffer.alloc(0);
  subjectStart = 0;
  subjectEnd = 0;
  /** The nearest double above 2^53. */
  sequence = 0;

  /** @throws DecodeError if `bytes` end too early or hold something else than an Ack */
  read(bytes: Buffer): void {
    if (this.#find(bytes)) return;
    const { subject, sequence } = Ack.decode(bytes);
    this.bytes = encodeText(subject);
    this.subjectStart = 0;
    this.subjectEnd = this.bytes.length;
    this.sequence = sequence;
  }

  /** @returns false if it is anything but a short subject and a sequence after it, as clients write it */
  #find(bytes: Buffer): boolean {
    const length = bytes[1]!;
    const end = 2 + length;
    if (bytes[0] !== SUBJECT || length >= SHORT || bytes[end] !== SEQUENCE) return false;
    let sequence = 0;
    let scale = 1;
    let at = end + 1;
    let byte: number;
    do {
      if (at === bytes.length || scale > Number.MAX_SAFE_INTEGER) return false;
      byte = bytes[at++]!;
      sequence += (byte & 0x7f) * scale;
      scale *= 0x80;
    } while (byte >= 0x80);
    if (at < bytes.length) return false;
    this.bytes = bytes;
    this.subjectStart = 2;
    this.subjectEnd = end;
    this.sequence = sequence;
    return true;
  }
}
