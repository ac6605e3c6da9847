import { subjectOf, textOf } from '@workbook/protocol';
import type { Clock } from '../clock';
import type { Logger } from '../log';
import type { Delivery, Router } from '../nats/router';
import type { BrokerEvent, Emit } from '../recorder';
import type { Store } from '../store/store';
import { Channels } from './channels';
import type { Client } from './client';
import { Clients } from './clients';
import type { HeartbeatOptions } from './heartbeat';
import type { Limits } from './limits';
import { recover } from './recover';
import { handleClose } from './requests/close';
import { handleConnect } from './requests/connect';
import { handlePing } from './requests/ping';
import { PublishHandler } from './requests/publish';
import { handleSubscribe } from './requests/subscribe';
import { handleUnsubscribe } from './requests/unsubscribe';
import { Requester } from './requester';
import { Subscriptions } from './subscriptions';
import { newID } from './inbox';
import { Traffic } from '../traffic';

export interface StreamingOptions {
  readonly clusterID: string;
  readonly router: Router;
  readonly clock: Clock;
  readonly log: Logger;
  readonly heartbeat: HeartbeatOptions;
  readonly limits: Limits;
  /** True: `--replace_durable`. */
  readonly replaceDurable: boolean;
  readonly emit: Emit;
  readonly store: Store;
}

/** The subjects on which requests come (behaviour document, section 2.1). */
export interface Subjects {
  readonly discover: string;
  readonly pings: string;
  readonly publish: string;
  readonly subscribe: string;
  readonly unsubscribe: string;
  readonly closeSubscription: string;
  readonly close: string;
}

/** NATS Streaming on top of a router: who is connected, what is stored, who gets it. */
export class Streaming {
  readonly id = newID();
  readonly clusterID: string;
  readonly limits: Limits;
  /** Messages that were published and sent to subscriptions. */
  readonly traffic = new Traffic();
  readonly subjects: Subjects;
  readonly clients: Clients;
  readonly channels: Channels;
  readonly subscriptions: Subscriptions;
  readonly log: Logger;
  readonly emit: Emit;
  readonly store: Store;
  readonly #router: Router;
  #isStopping = false;

  constructor(options: StreamingOptions) {
    const { clusterID, router, clock, log, heartbeat, limits, replaceDurable, emit, store } =
      options;
    this.clusterID = clusterID;
    this.limits = limits;
    this.log = log;
    this.emit = emit;
    this.store = store;
    this.#router = router;
    this.subjects = subjectsOf(subjectOf(clusterID));
    this.channels = new Channels(limits, clock, log, store);
    this.subscriptions = new Subscriptions(
      { router, clock, log, emit, store, traffic: this.traffic },
      this.channels,
      limits,
      replaceDurable,
    );
    this.clients = new Clients(
      heartbeat,
      clock,
      new Requester(router, clock),
      (client) => {
        log.error(`[Client:${client.id}] Timed out on heartbeats`);
        this.closeClient(client, 'given up');
      },
      emit,
      store,
    );
  }

  /**
   * Goes on where the server before this one was stopped, and begins to answer requests. One handler
   * takes each; the answer goes to the request's reply subject.
   */
  serve(): void {
    recover(this);
    const { subjects } = this;
    this.#on(subjects.discover, handleConnect);
    this.#on(subjects.pings, handlePing);
    this.#on(subjects.subscribe, handleSubscribe);
    this.#on(subjects.unsubscribe, handleUnsubscribe('unsubscribe'));
    this.#on(subjects.closeSubscription, handleUnsubscribe('close'));
    this.#on(subjects.close, handleClose);
    this.#tellSubjects();
    const publishes = new PublishHandler(this);
    this.#router.subscribe(`${subjects.publish}.>`, undefined, (message) => {
      if (!this.#isStopping) publishes.handle(message);
    });
  }

  /** The server stops: acks that have come are taken, requests and messages are not any more. */
  stop(): void {
    this.#isStopping = true;
  }

  /** Removes a client and its subscriptions; its durables go offline (section 3.4). It is told nothing. */
  closeClient(client: Client, why: Extract<BrokerEvent, { kind: 'closed' }>['why']): void {
    this.clients.remove(client);
    for (const subscription of [...client.subscriptions])
      this.subscriptions.end(subscription, 'client gone');
    this.emit?.({ kind: 'closed', client: client.id, why });
    this.log.debug(`[Client:${client.id}] Closed (Inbox=${textOf(client.heartbeatInbox)})`);
  }

  /** @param reply where the requester waits; undefined: nowhere */
  answer(reply: string | undefined, response: Buffer): void {
    if (reply !== undefined) this.#router.publish(reply, undefined, response);
  }

  #tellSubjects(): void {
    const { subjects, log } = this;
    log.debug(`Discover subject:           ${textOf(subjects.discover)}`);
    log.debug(`Publish subject:            ${textOf(subjects.publish)}.>`);
    log.debug(`Subscribe subject:          ${textOf(subjects.subscribe)}`);
    log.debug(`Subscription Close subject: ${textOf(subjects.closeSubscription)}`);
    log.debug(`Unsubscribe subject:        ${textOf(subjects.unsubscribe)}`);
    log.debug(`Close subject:              ${textOf(subjects.close)}`);
  }

  /** What was published before is kept and sent first; the answer comes when what it says is kept. */
  #on(subject: string, handle: Handler): void {
    this.#router.subscribe(subject, undefined, (request) => {
      if (this.#isStopping) return;
      this.store.commit();
      handle(this, request, (response) => {
        this.store.commit();
        this.answer(request.reply, response);
      });
    });
  }
}

/** Takes one request. `respond` may be called later, and need not be called at all. */
export type Handler = (
  streaming: Streaming,
  request: Delivery,
  respond: (response: Buffer) => void,
) => void;

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
