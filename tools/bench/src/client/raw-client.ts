import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import {
  ConnectRequest,
  ConnectResponse,
  StartPosition,
  SubscriptionRequest,
  SubscriptionResponse,
} from '@workbook/protocol';
import { AckWriter } from './ack-writer';
import { type FrameHandler, FrameReader } from './frame-reader';
import { frame, PUB_ACK_LENGTH, type PublishFrames, publishFrames } from './frames';
import {
  ACK_WAIT_S,
  CLUSTER_ID,
  MAX_IN_FLIGHT,
  PUBLISH_WINDOW,
  type StreamingClient,
  type Terms,
} from './streaming-client';

const [ACKS, REPLIES, HEARTBEATS, FIRST_MESSAGES] = [1, 2, 3, 4] as const;
/** How many publishes go out in one write. */
const CHUNK = 256;

interface Publishing {
  readonly frames: PublishFrames;
  readonly count: number;
  sent: number;
  acked: number;
  readonly resolve: () => void;
}

interface Reading {
  readonly acks: AckWriter;
  readonly received: (count: number) => void;
  /** Since the last pause. */
  count: number;
}

/**
 * A streaming client that does next to nothing: publishes were made beforehand, PubAcks and messages
 * are counted by stepping over them. So it measures the server, and is not the raw client of the protocol
 * room, which reads what comes and would be what is measured.
 */
export class RawClient implements StreamingClient, FrameHandler {
  readonly #socket: Socket;
  readonly #reader = new FrameReader(this);
  readonly #inbox: string;
  readonly #frames = new Map<string, PublishFrames>();
  readonly #readings: Reading[] = [];
  #publishing: Publishing | undefined;
  /** Of what is waited for now. */
  #reject: ((error: Error) => void) | undefined;
  #reply: ((payload: Buffer) => void) | undefined;

  private constructor(
    socket: Socket,
    private readonly clientID: string,
  ) {
    this.#socket = socket;
    this.#inbox = `_INBOX.${clientID}`;
    socket.on('data', (chunk) => this.#reader.push(chunk));
    socket.on('close', () => this.#fail('The server closed the connection.'));
    socket.on('error', () => undefined);
  }

  /** @throws if nobody listens, or the server refuses the client ID */
  static async open(url: string, clientID: string): Promise<RawClient> {
    const { hostname, port } = new URL(url);
    const socket = createConnection({ host: hostname, port: Number(port), noDelay: true });
    await once(socket, 'connect');
    const client = new RawClient(socket, clientID);
    await client.#register();
    return client;
  }

  async publish(channel: string, size: number, count: number): Promise<void> {
    const frames = this.#framesFor(channel, size);
    await new Promise<void>((resolve, reject) => {
      this.#publishing = { frames, count, sent: 0, acked: 0, resolve };
      this.#reject = reject;
      this.#publishMore(this.#publishing);
    });
  }

  async subscribe(channel: string, { group, all, received }: Terms): Promise<void> {
    const sid = FIRST_MESSAGES + this.#readings.length;
    const inbox = `${this.#inbox}.messages.${sid}`;
    this.#socket.write(`SUB ${inbox} ${sid}\r\n`);
    const request = SubscriptionRequest.encode({
      clientID: this.clientID,
      subject: channel,
      queueGroup: group,
      inbox,
      maxInFlight: MAX_IN_FLIGHT,
      ackWaitInSecs: ACK_WAIT_S,
      startPosition: all ? StartPosition.First : StartPosition.NewOnly,
    });
    await this.#request(`_STAN.sub.${CLUSTER_ID}`, request, (payload) => {
      const { ackInbox, error } = SubscriptionResponse.decode(payload);
      if (error) throw new Error(`The server refused the subscription: ${error}`);
      // The first messages may follow in the same chunk.
      const acks = new AckWriter(ackInbox, channel, (bytes) => this.#socket.write(bytes));
      this.#readings.push({ acks, received, count: 0 });
    });
  }

  /** What was written, also the last acks, arrives before. */
  async close(): Promise<void> {
    const closed = once(this.#socket, 'close');
    // What the server asks now, a PING say, cannot be answered any more.
    this.#socket.removeAllListeners('data').resume().end();
    await closed;
  }

  /** For the reader of frames. */
  frame(bytes: Buffer, sid: number, start: number, payload: number, end: number): void {
    if (sid === ACKS) this.#acked(end - payload);
    else if (sid >= FIRST_MESSAGES) {
      const reading = this.#readings[sid - FIRST_MESSAGES]!;
      // A MsgProto begins with the tag of its sequence.
      reading.acks.add(bytes, payload + 1);
      reading.count++;
    } else if (sid === REPLIES) this.#reply?.(bytes.subarray(payload, end));
    else {
      const [, , , reply = ''] = bytes.toString('latin1', start, payload).split(' ');
      this.#socket.write(frame(reply, '', Buffer.alloc(0)));
    }
  }

  /** For the reader of frames. */
  line(text: string): void {
    if (text === 'PING') this.#socket.write('PONG\r\n');
    else if (text.startsWith('-ERR')) this.#fail(`The server said ${text}`);
  }

  /** For the reader of frames: what follows from all that came goes out in one write. */
  pause(): void {
    for (const reading of this.#readings) {
      if (reading.count === 0) continue;
      const { count } = reading;
      reading.count = 0;
      reading.acks.flush();
      reading.received(count);
    }
    if (this.#publishing) this.#publishMore(this.#publishing);
  }

  async #register(): Promise<void> {
    const inbox = this.#inbox;
    this.#socket.write(
      'CONNECT {"verbose":false,"pedantic":false,"protocol":1}\r\n' +
        `SUB ${inbox}.acks ${ACKS}\r\nSUB ${inbox}.replies ${REPLIES}\r\n` +
        `SUB ${inbox}.heartbeats ${HEARTBEATS}\r\n`,
    );
    const request = ConnectRequest.encode({
      clientID: this.clientID,
      heartbeatInbox: `${inbox}.heartbeats`,
      protocol: 1,
      connID: Buffer.from(this.clientID),
    });
    await this.#request(`_STAN.discover.${CLUSTER_ID}`, request, (payload) => {
      const { error } = ConnectResponse.decode(payload);
      if (error) throw new Error(`The server refused the client ${this.clientID}: ${error}`);
    });
  }

  async #request(
    subject: string,
    payload: Buffer,
    answered: (payload: Buffer) => void,
  ): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#reject = reject;
      this.#reply = (answer) => {
        try {
          answered(answer);
          resolve();
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
      this.#socket.write(frame(subject, `${this.#inbox}.replies`, payload));
    });
  }

  /** Made once: before the measurement, in its warm-up. */
  #framesFor(channel: string, size: number): PublishFrames {
    const key = `${channel} ${size}`;
    const known = this.#frames.get(key);
    if (known) return known;
    const publisher = { clientID: this.clientID, connID: this.clientID };
    const ackSubject = `${this.#inbox}.acks`;
    const frames = publishFrames({ ...publisher, ackSubject }, channel, size, CHUNK);
    this.#frames.set(key, frames);
    return frames;
  }

  #publishMore(publishing: Publishing): void {
    const { frames, count } = publishing;
    while (
      publishing.sent < count &&
      publishing.sent - publishing.acked <= PUBLISH_WINDOW - CHUNK
    ) {
      const next = Math.min(CHUNK, count - publishing.sent);
      publishing.sent += next;
      this.#socket.write(frames.bytes.subarray(0, next * frames.frameSize));
    }
  }

  #acked(length: number): void {
    const publishing = this.#publishing;
    if (length !== PUB_ACK_LENGTH) this.#fail('The server refused a message.');
    else if (publishing) {
      publishing.acked++;
      if (publishing.acked < publishing.count) return;
      this.#publishing = undefined;
      publishing.resolve();
    }
  }

  /** Does nothing if nobody waits. */
  #fail(what: string): void {
    this.#publishing = undefined;
    this.#reject?.(new Error(what));
  }
}
