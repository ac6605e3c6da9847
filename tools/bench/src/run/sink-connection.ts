import type { Socket } from 'node:net';
import {
  ConnectResponse,
  encodeInfo,
  PubAck,
  PubMsg,
  StartPosition,
  SubscriptionRequest,
  SubscriptionResponse,
} from '@workbook/protocol';
import { type FrameHandler, FrameReader } from '../client/frame-reader';
import { CLUSTER_ID } from '../client/streaming-client';
import { Repeated } from './repeated';
import { SinkChannel } from './sink-channel';

/** Where a frame tells `_STAN.pub`, `_STAN.discover`, `_STAN.sub` and an ack from each other. */
const KIND_AT = 'PUB _STAN.'.length;
/** Channels are told from each other by their first letter: to read more would take time. */
const CHANNEL_AT = `PUB _STAN.pub.${CLUSTER_ID}.`.length;
const [PUBLISH, DISCOVER, SUBSCRIBE] = Buffer.from('pds');

/** One client of the sink. It knows what the generator sends, and nothing else. */
export class SinkConnection implements FrameHandler {
  readonly #socket: Socket;
  readonly #channels: Map<number, SinkChannel>;
  readonly #sids = new Map<string, string>();
  #acks: Repeated | undefined;
  /** Published since the last pause, and where. */
  #published = 0;
  #letter = 0;

  constructor(socket: Socket, channels: Map<number, SinkChannel>) {
    this.#socket = socket;
    this.#channels = channels;
    const reader = new FrameReader(this);
    socket.on('data', (chunk) => reader.push(chunk));
    socket.on('error', () => undefined);
    const { localAddress = '', localPort = 0 } = socket;
    socket.write(
      encodeInfo({
        server_id: 'sink',
        server_name: 'sink',
        version: '0.0.0',
        proto: 1,
        go: '',
        host: localAddress,
        port: localPort,
        headers: false,
        max_payload: 1024 * 1024,
        client_id: 1,
        client_ip: localAddress,
      }),
    );
  }

  /** For the reader of frames. */
  frame(bytes: Buffer, _sid: number, start: number, payload: number, end: number): void {
    const kind = bytes[start + KIND_AT];
    if (kind === PUBLISH) this.#publish(bytes, start, payload, end);
    else if (kind === DISCOVER || kind === SUBSCRIBE) {
      const [, , reply = ''] = bytes.toString('latin1', start, payload).split(' ');
      const request = bytes.subarray(payload, end);
      if (kind === DISCOVER) this.#answer(reply, ConnectResponse.encode({ protocol: 1 }));
      else this.#subscribe(reply, request);
    }
  }

  /** For the reader of frames. */
  line(text: string): void {
    const [verb, subject = '', sid = ''] = text.split(' ');
    if (verb === 'SUB') this.#sids.set(subject, sid);
  }

  /** For the reader of frames. */
  pause(): void {
    if (this.#published === 0) return;
    const count = this.#published;
    this.#published = 0;
    this.#acks?.write(count, (bytes) => this.#socket.write(bytes));
    this.#channels.get(this.#letter)?.published(count);
  }

  #publish(bytes: Buffer, start: number, payload: number, end: number): void {
    this.#letter = bytes[start + CHANNEL_AT]!;
    this.#published++;
    if (this.#acks && this.#channels.get(this.#letter)?.data) return;
    const { subject, data, guid } = PubMsg.decode(bytes.subarray(payload, end));
    this.#channel(subject).data = Buffer.from(data);
    const [, , reply = ''] = bytes.toString('latin1', start, payload).split(' ');
    this.#acks = new Repeated(this.#message(reply, PubAck.encode({ guid })));
  }

  #subscribe(reply: string, bytes: Buffer): void {
    const { subject, inbox, queueGroup, startPosition } = SubscriptionRequest.decode(bytes);
    this.#answer(reply, SubscriptionResponse.encode({ ackInbox: `_INBOX.acks.${inbox}` }));
    const subscription = {
      inbox,
      sid: this.#sids.get(inbox) ?? '',
      grouped: queueGroup !== '',
      write: (frames: Buffer) => this.#socket.write(frames),
      frames: undefined,
    };
    this.#channel(subject).subscribe(subscription, startPosition === StartPosition.First);
  }

  #channel(name: string): SinkChannel {
    const letter = name.charCodeAt(0);
    const channel = this.#channels.get(letter) ?? new SinkChannel(name);
    this.#channels.set(letter, channel);
    return channel;
  }

  #answer(reply: string, payload: Buffer): void {
    this.#socket.write(this.#message(reply, payload));
  }

  #message(subject: string, payload: Buffer): Buffer {
    const header = `MSG ${subject} ${this.#sids.get(subject) ?? ''} ${payload.length}\r\n`;
    return Buffer.concat([Buffer.from(header), payload, Buffer.from('\r\n')]);
  }
}
