import { Writer } from 'protobufjs/minimal';

const REDELIVERED = 6 * 8;
const REDELIVERY_COUNT = 7 * 8;

/**
 * A MsgProto that is sent again, `count` times by now. `encoded` is the message as it was first sent:
 * the two fields that say so stand at its end, so that a stored message is never decoded to be sent.
 */
export function redelivery(encoded: Uint8Array, count: number): Buffer {
  const fields = Writer.create().uint32(REDELIVERED).bool(true).uint32(REDELIVERY_COUNT);
  return Buffer.concat([encoded, fields.uint32(count).finish()]);
}
