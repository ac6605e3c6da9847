import { ConnectRequest, MsgProto, PubAck, type RawMessage } from '@workbook/protocol';
import { RawClient } from '@workbook/protocol/client';
import { createHash } from 'node:crypto';
import type { Journal } from './journal';

/** A message that a subscription has had. */
export interface Received {
  readonly sequence: number;
  /** When it was stored; milliseconds since the epoch. */
  readonly stored: number;
}

const NS_PER_MS = 1e6;
/** Data up to here is shown as it is. */
const SHORT = 24;

/**
 * A connection and the streaming client on it. Everything that is said to it is named by the slot's number
 * and a count, so that it is the same on every server.
 */
export class Slot {
  /** The client ID it is registered as; empty if it never was. */
  id = '';
  connID = Buffer.alloc(0);
  /** The inboxes for heartbeats it has had, and when each was last asked. */
  readonly heartbeats = new Map<string, number[]>();
  answersHeartbeats = true;
  /** By inbox: what has come. */
  readonly received = new Map<string, Received[]>();
  pubAcks = 0;
  #raw: RawClient | undefined;
  readonly #listeners = new Map<string, (message: RawMessage) => void>();
  #lines = 1;
  #requests = 0;
  #generation = 0;
  #candidate = { id: '', connID: Buffer.alloc(0) };

  constructor(
    readonly number: number,
    private readonly journal: Journal,
    private readonly arrived: (inbox: string, at: number) => void,
  ) {
    this.#listeners.set(this.acksInbox, ({ payload }) => {
      const { guid, error } = PubAck.decode(payload);
      this.pubAcks += 1;
      this.journal.note({ what: 'acks', of: this.number }, error ? `${guid}: ${error}` : guid);
    });
  }

  get acksInbox(): string {
    return `_INBOX.acks.${this.number}`;
  }

  get isOpen(): boolean {
    return this.#raw !== undefined && !this.#raw.isClosed;
  }

  /** True if it has had so many acks, or cannot get them. */
  hasAcks(count: number): boolean {
    return this.pubAcks >= count || !this.isOpen;
  }

  /** Opens a connection, unless it has one, and listens where it listened before. */
  async open(url: string): Promise<void> {
    if (this.isOpen) return;
    const raw = await RawClient.open(url);
    this.#raw = raw;
    this.#lines = raw.lines.length;
    void raw.over.then(() => this.#over(raw));
    for (const [inbox, listener] of this.#listeners) raw.subscribe(inbox, '', listener);
    await raw.flush();
  }

  async drop(): Promise<void> {
    const raw = this.#raw;
    this.#raw = undefined;
    await raw?.drop();
  }

  /** Resolves when everything that was sent to it so far has come. */
  async flush(): Promise<void> {
    await this.#raw?.flush();
    const lines = this.#raw?.lines.slice(this.#lines) ?? [];
    this.#lines += lines.length;
    for (const line of lines) this.journal.note({ what: 'connection', of: this.number }, line);
  }

  /** A request to register, with an inbox for heartbeats and a connection ID of its own. */
  registration(id: string, protocol: number): Buffer {
    this.#generation += 1;
    const heartbeatInbox = `_INBOX.heartbeats.${this.number}.${this.#generation}`;
    const connID = Buffer.from(`connection-${this.number}-${this.#generation}`);
    this.heartbeats.set(heartbeatInbox, [Date.now()]);
    this.#listen(heartbeatInbox, ({ reply, payload }) => {
      this.heartbeats.get(heartbeatInbox)!.push(Date.now());
      const kind = `${payload.length} bytes${reply === undefined ? '' : ', to be answered'}`;
      this.journal.note({ what: 'heartbeats', of: heartbeatInbox }, kind);
      if (this.answersHeartbeats && reply !== undefined) this.#raw?.publish(reply);
    });
    this.#candidate = { id, connID: protocol >= 1 ? connID : Buffer.alloc(0) };
    return ConnectRequest.encode({
      clientID: id,
      heartbeatInbox,
      protocol,
      connID: this.#candidate.connID,
      pingInterval: 5,
      pingMaxOut: 3,
    });
  }

  /** The last registration was accepted. */
  registered(): void {
    this.id = this.#candidate.id;
    this.connID = this.#candidate.connID;
  }

  /** Listens for messages. */
  listen(inbox: string): void {
    if (this.received.has(inbox)) return;
    const received: Received[] = [];
    this.received.set(inbox, received);
    const times = new Map<string, number>();
    this.#listen(inbox, ({ payload, reply }) => {
      const { sequence, subject, data, timestamp, redelivered, redeliveryCount, ...more } =
        MsgProto.decode(payload);
      received.push({ sequence, stored: timestamp / NS_PER_MS });
      this.arrived(inbox, Date.now());
      const known = times.get(`${subject} ${sequence}`) ?? timestamp;
      times.set(`${subject} ${sequence}`, timestamp);
      const parts = [
        `${sequence}${redelivered ? 'r' : ''}${redeliveryCount || ''}`,
        ` ${JSON.stringify(subject)} ${dataText(data)}`,
        more.reply && ` reply ${JSON.stringify(more.reply)}`,
        reply !== undefined && ` with a NATS reply`,
        known !== timestamp && ' with another timestamp',
      ];
      this.journal.note({ what: 'messages', of: inbox }, parts.filter(Boolean).join(''));
    });
  }

  publish(subject: string, payload: Uint8Array | string, reply?: string): void {
    this.#raw?.publish(subject, payload, reply);
  }

  /**
   * Publishes with a reply subject of its own.
   *
   * @param heard is given the first answer, however late it comes
   * @returns resolves when it has come, at the latest after `ms`
   */
  async request(
    subject: string,
    payload: Uint8Array,
    ms: number,
    heard: (answer: Buffer) => void,
  ): Promise<void> {
    const raw = this.#raw;
    if (!raw) return;
    const inbox = `_INBOX.requests.${this.number}.${++this.#requests}`;
    await new Promise<void>((resolve) => {
      const late = setTimeout(resolve, ms);
      const subscription = raw.subscribe(inbox, '', (message) => {
        clearTimeout(late);
        raw.unsubscribe(subscription);
        heard(message.payload);
        resolve();
      });
      raw.publish(subject, payload, inbox);
    });
  }

  #listen(inbox: string, listener: (message: RawMessage) => void): void {
    this.#listeners.set(inbox, listener);
    this.#raw?.subscribe(inbox, '', listener);
  }

  #over(raw: RawClient): void {
    if (this.#raw !== raw) return;
    for (const line of raw.lines.slice(this.#lines)) {
      this.journal.note({ what: 'connection', of: this.number }, line);
    }
    this.#lines = raw.lines.length;
    this.journal.note({ what: 'connection', of: this.number }, 'closed');
  }
}

function dataText(data: Buffer): string {
  if (data.length <= SHORT) return JSON.stringify(data.toString('latin1'));
  const digest = createHash('sha1').update(data).digest('hex').slice(0, 8);
  return `${JSON.stringify(data.toString('latin1', 0, 8))}… of ${data.length} bytes, ${digest}`;
}
