import {
  Ack,
  CloseRequest,
  ConnectRequest,
  ConnectResponse,
  MsgProto,
  PubAck,
  PubMsg,
  StartPosition,
  SubscriptionRequest,
  SubscriptionResponse,
  UnsubscribeRequest,
} from '@workbook/protocol';
import type { Frame } from '../faults/frames';
import type { Connected, Fact, Passed, Sent, Start, Subscribed } from './fact';

const STARTS: Readonly<Record<number, Start>> = {
  [StartPosition.NewOnly]: 'new events',
  [StartPosition.LastReceived]: 'the last event',
  [StartPosition.TimeDeltaStart]: 'a time',
  [StartPosition.SequenceStart]: 'a sequence',
  [StartPosition.First]: 'the first event',
};

const NS_PER_MS = 1e6;

/**
 * Reads what passes between one process and the broker, and tells what it means (behaviour document,
 * section 2). A request and its answer, a subscription and its messages find each other by inboxes,
 * which outlive a connection that breaks.
 */
export class Wire {
  readonly #tell: (fact: Fact) => void;
  /** What a request is answered with, by the inbox of the answer. */
  readonly #answers = new Map<string, (payload: Buffer) => void>();
  /** By the inbox to which its messages come. */
  readonly #subscriptions = new Map<string, Subscribed>();
  /** By the inbox to which its messages are acknowledged. */
  readonly #acknowledging = new Map<string, Subscribed>();
  /** By the guid of the message. */
  readonly #unanswered = new Map<string, (error: string) => void>();

  constructor(tell: (fact: Fact) => void) {
    this.#tell = tell;
  }

  /** @returns the ack that the frame carries, if it carries one */
  sent(frame: Frame): Passed | undefined {
    const [verb = '', subject = '', reply = ''] = frame.words;
    if (verb.toUpperCase() !== 'PUB') return undefined;
    const answerTo = frame.words.length === 4 ? reply : '';
    const acknowledging = this.#acknowledging.get(subject);
    if (acknowledging) return passed('acknowledged', acknowledging, Ack.decode(frame.payload));
    if (subject.startsWith('_STAN.discover.')) {
      // The client asks in this way too whether it is still known.
      if (!subject.endsWith('.pings')) this.#connect(frame.payload, answerTo);
    }
    if (subject.startsWith('_STAN.pub.')) this.#publish(frame.payload);
    else if (subject.startsWith('_STAN.sub.')) this.#subscribe(frame.payload, answerTo);
    else if (subject.startsWith('_STAN.unsub.')) this.#leave('unsubscribed', frame.payload);
    else if (subject.startsWith('_STAN.subclose.'))
      this.#leave('closed its subscription', frame.payload);
    else if (subject.startsWith('_STAN.close.')) {
      this.#tell({ kind: 'closed', client: CloseRequest.decode(frame.payload).clientID });
    }
    return undefined;
  }

  /** @returns the message that the frame carries to a subscription, if it carries one */
  received(frame: Frame): Passed | undefined {
    const [verb, subject = ''] = frame.words;
    if (verb !== 'MSG') return undefined;
    const subscription = this.#subscriptions.get(subject);
    if (subscription) {
      const message = MsgProto.decode(frame.payload);
      return passed(message.redelivered ? 'redelivered' : 'delivered', subscription, message);
    }
    if (subject.startsWith('_STAN.acks.')) {
      const { guid, error } = PubAck.decode(frame.payload);
      this.#unanswered.get(guid)?.(error);
      this.#unanswered.delete(guid);
    }
    // The client asks for every answer under one prefix of its own, or under an inbox for each.
    this.#answers.get(subject)?.(frame.payload);
    this.#answers.delete(subject);
    return undefined;
  }

  #connect(payload: Buffer, answerTo: string): void {
    const { clientID } = ConnectRequest.decode(payload);
    const fact: Connected = { kind: 'connected', client: clientID, refused: undefined };
    this.#tell(fact);
    this.#answers.set(answerTo, (answer) => (fact.refused = ConnectResponse.decode(answer).error));
  }

  #publish(payload: Buffer): void {
    const { clientID, guid, subject, data } = PubMsg.decode(payload);
    const fact: Sent = {
      kind: 'published',
      client: clientID,
      channel: subject,
      data: data.toString(),
      refused: undefined,
    };
    this.#tell(fact);
    this.#unanswered.set(guid, (error) => (fact.refused = error));
  }

  #subscribe(payload: Buffer, answerTo: string): void {
    const request = SubscriptionRequest.decode(payload);
    const start = STARTS[request.startPosition] ?? 'new events';
    const fact: Subscribed = {
      kind: 'subscribed',
      client: request.clientID,
      channel: request.subject,
      group: request.queueGroup,
      durableName: request.durableName,
      ackWait: request.ackWaitInSecs * 1000,
      maxInFlight: request.maxInFlight,
      start,
      ...(start === 'a time' && { startsBack: request.startTimeDelta / NS_PER_MS }),
      refused: undefined,
    };
    this.#tell(fact);
    // Messages may come before the answer.
    this.#subscriptions.set(request.inbox, fact);
    this.#answers.set(answerTo, (answer) => {
      const { ackInbox, error } = SubscriptionResponse.decode(answer);
      fact.refused = error;
      if (ackInbox !== '') this.#acknowledging.set(ackInbox, fact);
    });
  }

  #leave(kind: 'unsubscribed' | 'closed its subscription', payload: Buffer): void {
    this.#tell({ kind, client: UnsubscribeRequest.decode(payload).clientID });
  }
}

function passed(
  kind: Passed['kind'],
  { client }: Subscribed,
  { subject, sequence }: { subject: string; sequence: number },
): Passed {
  return { kind, client, channel: subject, sequence };
}
