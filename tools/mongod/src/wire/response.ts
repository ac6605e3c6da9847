import { type Doc, encode } from '../values';
import { HEADER } from './frames';
import type { Request } from './request';

const OP_REPLY = 1;
const OP_MSG = 2013;
/** Of OP_REPLY: the flags, a cursor, where it starts, how many documents. */
const REPLY_FIELDS = 20;
const AWAIT_CAPABLE = 8;

/** The bytes of an answer (MongoDB wire protocol), of the kind that its request has. */
export function writeResponse({ id, kind }: Request, ownID: number, answer: Doc): Buffer {
  const document = encode(answer);
  const isMessage = kind === 'OP_MSG';
  // The flags and the kind of the only section, or what OP_REPLY says.
  const before = isMessage ? 5 : REPLY_FIELDS;
  const bytes = Buffer.alloc(HEADER + before + document.length);
  bytes.writeInt32LE(bytes.length, 0);
  bytes.writeInt32LE(ownID, 4);
  bytes.writeInt32LE(id, 8);
  bytes.writeInt32LE(isMessage ? OP_MSG : OP_REPLY, 12);
  if (!isMessage) {
    bytes.writeInt32LE(AWAIT_CAPABLE, HEADER);
    bytes.writeInt32LE(1, HEADER + 16);
  }
  bytes.set(document, HEADER + before);
  return bytes;
}
