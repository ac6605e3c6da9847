import { FIN, type Frame, HEADER_LENGTH, TYPES, VERSION } from './frame';

/** The bytes of a frame; of DATA those before its data, which need no copy. */
export function encode(frame: Frame): Buffer {
  switch (frame.type) {
    case 'DATA': {
      const head = Buffer.alloc(HEADER_LENGTH);
      head.writeUInt32BE(frame.stream);
      head[4] = frame.fin ? FIN : 0;
      head.writeUIntBE(frame.data.length, 5, 3);
      return head;
    }
    case 'SYN_STREAM':
      // No stream that it belongs to, the highest priority, no slot.
      return control(frame.type, frame.fin, [frame.stream, 0], Buffer.alloc(2), frame.block);
    case 'SYN_REPLY':
    case 'HEADERS':
      return control(frame.type, frame.fin, [frame.stream], frame.block);
    case 'RST_STREAM':
      return control(frame.type, false, [frame.stream, frame.status]);
    case 'PING':
      return control(frame.type, false, [frame.id]);
    case 'GOAWAY':
      return control(frame.type, false, [frame.lastStream, frame.status]);
    case 'WINDOW_UPDATE':
      return control(frame.type, false, [frame.stream, frame.delta]);
    case 'SETTINGS':
      return control(frame.type, false, [0]);
  }
}

function control(
  type: keyof typeof TYPES,
  fin: boolean,
  numbers: readonly number[],
  ...more: readonly Buffer[]
): Buffer {
  const head = Buffer.alloc(HEADER_LENGTH + 4 * numbers.length);
  head.writeUInt16BE(0x8000 | VERSION);
  head.writeUInt16BE(TYPES[type], 2);
  head[4] = fin ? FIN : 0;
  numbers.forEach((number, at) => head.writeUInt32BE(number, HEADER_LENGTH + 4 * at));
  const whole = Buffer.concat([head, ...more]);
  whole.writeUIntBE(whole.length - HEADER_LENGTH, 5, 3);
  return whole;
}
