import type { Clock } from '@workbook/clock';
import type { Of } from '@workbook/history';
import { subjectOf, textOf } from '@workbook/protocol';
import type { Logger } from '../log';
import type { Router } from '../nats/router';
import type { Emit } from '../recorder';
import type { Store } from '../store/store';
import { Traffic } from '../traffic';
import { Channels } from './channels';
import { Client } from './client';
import { Clients } from './clients';
import type { HeartbeatOptions } from './heartbeat';
import { newID } from './inbox';
import type { Limits } from './limits';
import { Requester } from './requester';
import { AckHandler } from './requests/ack';
import { type Subjects, subjectsOf } from './subjects';

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
  readonly log: Logger;
  readonly emit: Emit;
  readonly store: Store;
  readonly #router: Router;
  readonly #acks: AckHandler;

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
    this.channels = new Channels({
      router,
      clock,
      log,
      emit,
      traffic: this.traffic,
      store,
      limits,
      replaceDurable,
      subscriptionIDs: { last: 0 },
      takeAcks: (subscription) =>
        router.subscribe(subscription.ackInbox, undefined, ({ payload }) => {
          this.#acks.handle(subscription, payload);
        }),
    });
    this.#acks = new AckHandler(this.channels, log);
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

  /** Removes a client and its subscriptions; its durables go offline (section 3.4). It is told nothing. */
  closeClient(client: Client, why: Of<'closed'>['why']): void {
    this.clients.remove(client);
    for (const subscription of [...client.subscriptions])
      this.channels.get(subscription.channel)!.consumers.end(subscription, 'client gone');
    this.emit?.({ kind: 'closed', client: client.id, why });
    this.log.debug(`[Client:${client.id}] Closed (Inbox=${textOf(client.heartbeatInbox)})`);
  }

  /** @param reply where the requester waits; undefined: nowhere */
  answer(reply: string | undefined, response: Buffer): void {
    if (reply !== undefined) this.#router.publish(reply, undefined, response);
  }

  /**
   * Takes up what the store has kept (behaviour document, section 4.2): clients come back registered, under
   * their old heartbeat inbox, and are asked whether they are there; their subscriptions are active, under
   * their old inboxes; what they had not acknowledged is sent again when its ackWait is over, counted from
   * when the message was stored.
   */
  recover(): void {
    const { clients, channels } = this;
    const { recovered } = this.store;
    if (!recovered) return;
    for (const { id, heartbeatInbox, connID } of recovered.clients) {
      clients.recover(new Client(id, heartbeatInbox, connID));
    }
    for (const name of recovered.channels) channels.recover(name);
    for (const kept of recovered.subscriptions) {
      channels.get(kept.channel)?.consumers.recover(clients.get(kept.clientID), kept);
    }
    for (const { consumers } of channels.all) consumers.takeUp();
  }
}
