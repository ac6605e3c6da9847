import { type Complaint, isValidPattern, TOO_MANY_SUBSCRIPTIONS } from '@workbook/protocol';
import { messageHead, NO_RESPONDERS } from '@workbook/protocol/lines';
import { refusedSubscription } from './reserved';
import type { Backpressure, Deliver, Delivery, Interest, Router } from './router';

interface Subscription {
  readonly subject: string;
  readonly interest: Interest;
  delivered: number;
  /** After how many deliveries it ends by itself. */
  max: number | undefined;
  /** The beginning of the line of the last message without a reply, and its subject. */
  head: Buffer | undefined;
  headSubject: string;
}

/** Why a client's SUB is refused; not all of it is logged. */
export type Refusal = Pick<Complaint, 'error'> & Partial<Complaint>;

const INVALID_SUBJECT: Refusal = { error: 'Invalid Subject' };

/**
 * @param head of the message's line, up to the size of the payload
 * @param payload with the headers before it, if the client wants them
 * @param counts false for the answer that a request reached nobody, which is no message
 */
export type Receiver = (head: Buffer, payload: Buffer, counts: boolean) => Backpressure | undefined;

/** What one client is subscribed to, by the ID that the client chose (behaviour document, section 1.1). */
export class Subscriptions {
  readonly #router: Router;
  readonly #client: object;
  readonly #receive: Receiver;
  /** 0: any number. */
  readonly #max: number;
  readonly #bySid = new Map<string, Subscription>();
  /** False: messages are delivered without their headers. */
  headers = false;

  /** @param client owns them, for the router */
  constructor(router: Router, max: number, client: object, receive: Receiver) {
    this.#router = router;
    this.#max = max;
    this.#client = client;
    this.#receive = receive;
  }

  get subjects(): string[] {
    return [...this.#bySid.values()].map(({ subject }) => subject);
  }

  /**
   * An ID that is in use keeps its subscription.
   *
   * @param user whom the client says it is, for the log
   * @returns why there is none; undefined if there is one
   */
  begin(
    sid: string,
    subject: string,
    queue: string | undefined,
    user: string,
  ): Refusal | undefined {
    const reserved = refusedSubscription(subject, queue, sid, user);
    if (reserved) return reserved;
    if (this.#max > 0 && this.#bySid.size >= this.#max) return TOO_MANY_SUBSCRIPTIONS;
    if (this.#bySid.has(sid)) return undefined;
    if (!isValidPattern(subject)) return INVALID_SUBJECT;
    const deliver: Deliver = (message) => this.#deliver(sid, subscription, message);
    const interest = this.#router.subscribe(subject, queue, deliver, this.#client);
    const subscription: Subscription = {
      subject,
      interest,
      delivered: 0,
      max: undefined,
      head: undefined,
      headSubject: '',
    };
    this.#bySid.set(sid, subscription);
    return undefined;
  }

  /** @param max ends it after so many deliveries, counted from its beginning; `undefined` ends it now */
  end(sid: string, max: number | undefined): void {
    const subscription = this.#bySid.get(sid);
    if (!subscription) return;
    subscription.max = max ?? 0;
    this.#endIfDone(sid, subscription);
  }

  clear(): void {
    for (const { interest } of this.#bySid.values()) interest.unsubscribe();
    this.#bySid.clear();
  }

  #deliver(sid: string, subscription: Subscription, message: Delivery): Backpressure | undefined {
    const counts = message.headers !== NO_RESPONDERS;
    if (counts) {
      subscription.delivered += 1;
      this.#endIfDone(sid, subscription);
    }
    const headers = this.headers ? message.headers : undefined;
    const payload = headers ? Buffer.concat([headers, message.payload]) : message.payload;
    return this.#receive(headOf(sid, subscription, message, headers), payload, counts);
  }

  #endIfDone(sid: string, subscription: Subscription): void {
    if (subscription.max === undefined || subscription.delivered < subscription.max) return;
    subscription.interest.unsubscribe();
    this.#bySid.delete(sid);
  }
}

/** Message after message has the same subject: its line is remembered. */
function headOf(
  sid: string,
  subscription: Subscription,
  { subject, reply }: Delivery,
  headers: Buffer | undefined,
): Buffer {
  if (headers || reply !== undefined) return messageHead(subject, sid, reply, headers?.length);
  const { head } = subscription;
  if (head && subscription.headSubject === subject) return head;
  subscription.headSubject = subject;
  return (subscription.head = messageHead(subject, sid, undefined));
}
