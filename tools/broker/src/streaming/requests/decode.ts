import { CtrlMsg, DecodeError } from '@workbook/protocol';

/** @returns what is wrong if `payload` is not such a message */
export function decode<T>(
  schema: { decode(bytes: Uint8Array): T },
  payload: Uint8Array,
): T | DecodeError {
  try {
    return schema.decode(payload);
  } catch (error) {
    if (error instanceof DecodeError) return error;
    throw error;
  }
}

/** True for what servers of a cluster told each other once: where it is no publish or ack, it is dropped. */
export function isCtrlMsg(payload: Uint8Array): boolean {
  return !(decode(CtrlMsg, payload) instanceof DecodeError);
}
