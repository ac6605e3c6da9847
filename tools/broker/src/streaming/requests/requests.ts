import { subjectOf, textOf } from '@workbook/protocol';
import type { Delivery, Interest, Router } from '../../nats/router';
import type { Streaming } from '../streaming';
import type { Subscription } from '../subscription';
import { AckHandler } from './ack';
import { handleClose } from './close';
import { handleConnect } from './connect';
import { handlePing } from './ping';
import { PublishHandler } from './publish';
import { handleSubscribe } from './subscribe';
import { handleUnsubscribe } from './unsubscribe';

/** Takes one request. `respond` may be called later, and need not be called at all. */
export type Handler = (
  streaming: Streaming,
  request: Delivery,
  respond: (response: Buffer) => void,
) => void;

/** The subjects on which requests come (behaviour document, section 2.1). */
interface Subjects {
  readonly discover: string;
  readonly pings: string;
  readonly publish: string;
  readonly subscribe: string;
  readonly unsubscribe: string;
  readonly closeSubscription: string;
  readonly close: string;
}

/** All that clients ask and say: one handler takes each kind, and an answer goes to the reply subject. */
export class Requests {
  readonly subjects: Subjects;
  readonly #streaming: Streaming;
  readonly #router: Router;
  readonly #acks: AckHandler;
  #isStopping = false;

  constructor(streaming: Streaming, router: Router) {
    this.#streaming = streaming;
    this.#router = router;
    this.#acks = new AckHandler(streaming);
    this.subjects = subjectsOf(subjectOf(streaming.clusterID));
  }

  /** Begins to take them. */
  serve(): void {
    const { subjects } = this;
    this.#answer(subjects.discover, handleConnect);
    this.#answer(subjects.pings, handlePing);
    this.#answer(subjects.subscribe, handleSubscribe);
    this.#answer(subjects.unsubscribe, handleUnsubscribe('unsubscribe'));
    this.#answer(subjects.closeSubscription, handleUnsubscribe('close'));
    this.#answer(subjects.close, handleClose);
    this.#takeMessages(`${subjects.publish}.>`, new PublishHandler(this.#streaming));
    this.#tellSubjects();
  }

  /** Acks come to an inbox of their subscription, for as long as it is active, also while the server stops. */
  takeAcks(subscription: Subscription): Interest {
    const acks = this.#acks;
    return this.#router.subscribe(subscription.ackInbox, undefined, ({ payload }) => {
      acks.handle(subscription, payload);
    });
  }

  /** Acks that have come are taken, requests and messages are not any more. */
  stop(): void {
    this.#isStopping = true;
  }

  /** What was published before is kept and sent first; the answer comes when what it says is kept. */
  #answer(subject: string, handle: Handler): void {
    const streaming = this.#streaming;
    this.#router.subscribe(subject, undefined, (request) => {
      if (this.#isStopping) return;
      streaming.store.commit();
      handle(streaming, request, (response) => {
        streaming.store.commit();
        streaming.answer(request.reply, response);
      });
    });
  }

  #takeMessages(subject: string, publishes: PublishHandler): void {
    this.#router.subscribe(subject, undefined, (message) => {
      if (!this.#isStopping) publishes.handle(message);
    });
  }

  #tellSubjects(): void {
    const { subjects } = this;
    const { log } = this.#streaming;
    log.debug(`Discover subject:           ${textOf(subjects.discover)}`);
    log.debug(`Publish subject:            ${textOf(subjects.publish)}.>`);
    log.debug(`Subscribe subject:          ${textOf(subjects.subscribe)}`);
    log.debug(`Subscription Close subject: ${textOf(subjects.closeSubscription)}`);
    log.debug(`Unsubscribe subject:        ${textOf(subjects.unsubscribe)}`);
    log.debug(`Close subject:              ${textOf(subjects.close)}`);
  }
}

/** @param clusterID as a token of a subject */
function subjectsOf(clusterID: string): Subjects {
  return {
    discover: `_STAN.discover.${clusterID}`,
    pings: `_STAN.discover.${clusterID}.pings`,
    publish: `_STAN.pub.${clusterID}`,
    subscribe: `_STAN.sub.${clusterID}`,
    unsubscribe: `_STAN.unsub.${clusterID}`,
    closeSubscription: `_STAN.subclose.${clusterID}`,
    close: `_STAN.close.${clusterID}`,
  };
}
