import { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';

/** How a channel and its bytes are one message of a WebSocket. */
export interface ChannelCodec {
  encode(channel: number, data: Buffer): Buffer | string;
  /** Undefined: the message has no channel. */
  decode(message: Buffer): { readonly channel: number; readonly data: Buffer } | undefined;
}

/** `v4.channel.k8s.io`: a byte with the channel's number, then its bytes. */
export const binary: ChannelCodec = {
  encode: (channel, data) => Buffer.concat([Buffer.of(channel), data]),
  decode: (message) =>
    message.length === 0 ? undefined : { channel: message[0]!, data: message.subarray(1) },
};

const ZERO = '0'.charCodeAt(0);

/** `v4.base64.channel.k8s.io`: a digit, then the bytes as text. */
export const base64: ChannelCodec = {
  encode: (channel, data) => String.fromCharCode(ZERO + channel) + data.toString('base64'),
  decode: (message) =>
    message.length === 0
      ? undefined
      : { channel: message[0]! - ZERO, data: Buffer.from(message.toString('latin1', 1), 'base64') },
};

/** One of the channels of a WebSocket, each of which goes in both directions. */
export class Channel extends Duplex {
  readonly #socket: WebSocket;
  readonly #codec: ChannelCodec;
  readonly #number: number;
  readonly #wanted: () => void;

  /** @param wanted is called when there is room for more */
  constructor(socket: WebSocket, codec: ChannelCodec, number: number, wanted: () => void) {
    super();
    this.#socket = socket;
    this.#codec = codec;
    this.#number = number;
    this.#wanted = wanted;
    this.on('error', () => undefined);
  }

  override _read(): void {
    this.#wanted();
  }

  override _write(data: Buffer, _encoding: string, sent: (error?: Error | null) => void): void {
    this.#socket.send(this.#codec.encode(this.#number, data), (error) => sent(error));
  }

  /** It has no half: when all is said, nothing is heard either. */
  override _final(done: () => void): void {
    this.push(null);
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#wanted();
    done(error);
  }
}

/** A message as `ws` hands it over, in one piece. */
export function bytesOf(message: RawData): Buffer {
  if (Array.isArray(message)) return Buffer.concat(message);
  return message instanceof ArrayBuffer ? Buffer.from(message) : message;
}
