import { textOf } from '@workbook/protocol';
import type { Router } from '../../nats/router';
import type { Streaming } from '../streaming';
import { handleClose } from './close';
import { handleConnect } from './connect';
import type { Handler } from './handler';
import { handlePing } from './ping';
import { PublishHandler } from './publish';
import { handleSubscribe } from './subscribe';
import { handleUnsubscribe } from './unsubscribe';

/** All that clients ask and say: one handler takes each kind, and an answer goes to the reply subject. */
export class Requests {
  readonly #streaming: Streaming;
  readonly #router: Router;
  #isStopping = false;

  constructor(streaming: Streaming, router: Router) {
    this.#streaming = streaming;
    this.#router = router;
  }

  /** Begins to take them. */
  serve(): void {
    const { subjects } = this.#streaming;
    this.#answer(subjects.discover, handleConnect);
    this.#answer(subjects.pings, handlePing);
    this.#answer(subjects.subscribe, handleSubscribe);
    this.#answer(subjects.unsubscribe, handleUnsubscribe('unsubscribe'));
    this.#answer(subjects.closeSubscription, handleUnsubscribe('close'));
    this.#answer(subjects.close, handleClose);
    this.#takeMessages(`${subjects.publish}.>`, new PublishHandler(this.#streaming));
    this.#tellSubjects();
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
    const { log, subjects } = this.#streaming;
    log.debug(`Discover subject:           ${textOf(subjects.discover)}`);
    log.debug(`Publish subject:            ${textOf(subjects.publish)}.>`);
    log.debug(`Subscribe subject:          ${textOf(subjects.subscribe)}`);
    log.debug(`Subscription Close subject: ${textOf(subjects.closeSubscription)}`);
    log.debug(`Unsubscribe subject:        ${textOf(subjects.unsubscribe)}`);
    log.debug(`Close subject:              ${textOf(subjects.close)}`);
  }
}
