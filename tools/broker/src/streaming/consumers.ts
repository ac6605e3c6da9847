import { type SubscriptionRequest, textOf } from '@workbook/protocol';
import type { Ending } from '@workbook/history';
import type { MessageStore } from '../store/message-store';
import type { SubscriptionState } from '../store/store';
import type { ChannelContext } from './channel-context';
import { Client } from './client';
import { errors, RefusedError } from './errors';
import type { Inactivity } from './inactivity';
import { QueueGroup } from './queue-group';
import { quote } from './quote';
import { Roster } from './roster';
import { startAfter } from './start-position';
import { Subscription } from './subscription';
import { optionsOf, type SubscriptionOptions } from './subscription-options';

/**
 * Who reads one channel: makes, resumes, finds and ends its subscriptions (behaviour document, sections 3.8
 * to 3.10).
 */
export class Consumers {
  /** Active subscriptions outside the queue groups. */
  readonly #plain = new Roster<Subscription>();
  /** By key: see Consumer. */
  readonly #groups = new Map<string, QueueGroup>();
  /** Durables outside the groups, active or not, by client ID and durable name (section 3.10). */
  readonly #durables = new Map<string, Subscription>();
  /** Active ones by where they are spoken to (section 2.2). */
  readonly #byAckInbox = new Map<string, Subscription>();
  /** Of two with the same inbox the one that came last; when either leaves, neither. */
  readonly #byInbox = new Map<string, Subscription>();
  /** Active ones, each with the client that has it among its own. */
  readonly #clients = new Map<Subscription, Client>();

  constructor(
    private readonly channel: string,
    private readonly messages: MessageStore,
    private readonly context: ChannelContext,
    private readonly inactivity: Inactivity,
  ) {}

  /** Active ones, and those that are kept for somebody to come back. */
  get all(): readonly Subscription[] {
    const offline = [...this.#durables.values()].filter(({ isActive }) => !isActive);
    const grouped = [...this.#groups.values()].flatMap(({ members, shadow }) =>
      shadow ? [...members, shadow] : members,
    );
    return [...this.#plain, ...offline, ...grouped];
  }

  /** Somebody is subscribed. */
  get isActive(): boolean {
    return this.#plain.size > 0 || [...this.#groups.values()].some(({ isActive }) => isActive);
  }

  /** Sends what is new to everyone who has room. */
  deliver(): void {
    // Most channels have no groups, and many nobody at all: to ask costs less than to go through them.
    if (this.#plain.size > 0) for (const { consumer } of this.#plain) consumer.pump();
    if (this.#groups.size > 0) for (const group of this.#groups.values()) group.pump();
  }

  /** The active one whose inbox for acks this is, or else for messages. */
  find(inbox: string): Subscription | undefined {
    return this.#byAckInbox.get(inbox) ?? this.#byInbox.get(inbox);
  }

  /**
   * Begins a subscription, or resumes a durable one. Nothing is sent before `subscribed` is called,
   * which tells the client: it must know its ack inbox before the first message (section 3.12).
   *
   * @throws RefusedError if the durable is active already or there are too many
   */
  begin(
    client: Client,
    request: SubscriptionRequest,
    subscribed: (ackInbox: string) => void,
  ): void {
    this.inactivity.stop();
    const options = optionsOf(request);
    let subscription: Subscription;
    try {
      subscription = request.queueGroup
        ? this.#joinGroup(request, options)
        : this.#alone(request, options);
    } catch (error) {
      this.#left();
      throw error;
    }
    this.#activate(subscription, client);
    this.context.store.saveSubscription(subscription);
    subscribed(options.ackInbox);
    subscription.resume();
    subscription.consumer.pump();
  }

  end(subscription: Subscription, ending: Ending): void {
    if (!subscription.isActive) return;
    const { ackInbox, inbox, consumer } = subscription;
    this.#byAckInbox.delete(ackInbox);
    this.#byInbox.delete(inbox);
    this.#clients.get(subscription)!.subscriptions.remove(subscription);
    this.#clients.delete(subscription);
    subscription.deactivate();
    const kept =
      consumer instanceof QueueGroup
        ? this.#leaveGroup(consumer, subscription, ending)
        : this.#leave(subscription, ending);
    if (kept) this.context.store.saveSubscription(subscription);
    else this.context.store.removeSubscription(subscription);
    this.#left();
  }

  /**
   * Brings back what the store has kept; nothing is sent yet. Only a durable is kept without its client.
   *
   * @param client undefined if it is not registered any more
   */
  recover(client: Client | undefined, kept: SubscriptionState): void {
    const { id, durableName, groupKey, isActive } = kept;
    const ids = this.context.subscriptionIDs;
    ids.last = Math.max(ids.last, id);
    // Nobody remembers who was the last of a group that waits for others.
    const isShadow = groupKey !== undefined && !isActive;
    const clientID = isShadow ? '' : kept.clientID;
    const subscription = this.#make(id, durableName, { ...kept, clientID });
    subscription.recover(kept);
    if (groupKey !== undefined) this.#groupOf(groupKey).recover(subscription, kept);
    else if (durableName) this.#durables.set(this.#durableKey(clientID, durableName), subscription);
    if (!isActive) return;
    if (groupKey === undefined) this.#plain.add(subscription);
    this.#activate(subscription, client ?? new Client(clientID, '', ''));
  }

  /** When all of them are back: what was pending is sent again, and what is new is sent (section 4.2). */
  takeUp(): void {
    for (const subscription of this.#plain) subscription.takeUp();
    for (const group of this.#groups.values()) group.takeUp();
    this.deliver();
  }

  #alone(request: SubscriptionRequest, options: SubscriptionOptions): Subscription {
    const { durableName } = request;
    const { clientID } = options;
    const key = this.#durableKey(clientID, durableName);
    const durable = durableName ? this.#durables.get(key) : undefined;
    if (durable?.isActive) {
      if (!this.context.replaceDurable) {
        this.#complain(clientID, 'Duplicate durable subscription registration');
        throw new RefusedError(errors.duplicateDurable);
      }
      this.end(durable, 'replaced');
    }
    const subscription = durable ?? this.#makeNew(request, options);
    if (durable) durable.renew(options);
    else subscription.lastSent = startAfter(request, this.messages, this.context.clock.wall());
    if (durableName) this.#durables.set(key, subscription);
    this.#plain.add(subscription);
    if (durable) subscription.witness.resumed();
    else subscription.witness.started(request, this.context.clock.wall());
    return subscription;
  }

  #joinGroup(request: SubscriptionRequest, options: SubscriptionOptions): Subscription {
    const { durableName, queueGroup } = request;
    if (durableName.includes(':')) {
      const name = `Invalid DurableName (${quote(durableName)})`;
      this.#complain(options.clientID, `${name} for queue subscriber from ${request.subject}`);
      throw new RefusedError(errors.colonInDurable);
    }
    const key = durableName ? `${durableName}:${queueGroup}` : queueGroup;
    const group = this.#groups.get(key);
    const shadow = group?.shadow;
    const subscription = shadow ?? this.#makeNew(request, options);
    const joined = group ?? this.#groupOf(key);
    const { clock } = this.context;
    if (!group) {
      joined.lastSent = subscription.lastSent = startAfter(request, this.messages, clock.wall());
    }
    subscription.renew(options);
    joined.join(subscription);
    if (shadow) subscription.witness.resumed();
    else if (group) subscription.witness.joined();
    else subscription.witness.started(request, clock.wall());
    return subscription;
  }

  /** @returns true if it is durable, and goes offline */
  #leave(subscription: Subscription, ending: Ending): boolean {
    const { clientID, durableName, witness } = subscription;
    this.#plain.remove(subscription);
    if (ending === 'unsubscribe') this.#durables.delete(this.#durableKey(clientID, durableName));
    const kept = durableName !== '' && ending !== 'unsubscribe';
    if (kept) witness.suspended(ending);
    else witness.removed(ending);
    return kept;
  }

  /** @returns true if the group waits for members to come, and keeps what this one had */
  #leaveGroup(group: QueueGroup, member: Subscription, ending: Ending): boolean {
    if (!group.leave(member, ending !== 'unsubscribe')) this.#groups.delete(group.key);
    // They have inherited, and one of them has to remember how far the group has come.
    for (const other of group.members) this.context.store.saveSubscription(other);
    const kept = group.shadow === member;
    if (kept) member.witness.suspended(ending);
    else member.witness.removed(ending, group.isActive);
    return kept;
  }

  #groupOf(key: string): QueueGroup {
    let group = this.#groups.get(key);
    if (!group) {
      group = new QueueGroup(key, this.messages, this.context.clock);
      this.#groups.set(key, group);
    }
    return group;
  }

  #makeNew({ durableName }: SubscriptionRequest, options: SubscriptionOptions): Subscription {
    const { maxSubscriptions } = this.context.limits;
    if (maxSubscriptions > 0 && this.all.length >= maxSubscriptions) {
      const { log } = this.context;
      const why = errors.tooManySubscriptions;
      const who = `${options.clientID}:${textOf(options.inbox)}`;
      log.error(`Unable to store subscription [${who}] on [${this.channel}]: ${why}`);
      log.error(`Unable to add subscription for ${this.channel}: ${why}`);
      throw new RefusedError(why);
    }
    return this.#make(++this.context.subscriptionIDs.last, durableName, options);
  }

  #make(id: number, durableName: string, options: SubscriptionOptions): Subscription {
    const { channel, messages, context } = this;
    return new Subscription(id, channel, durableName, messages, context, options);
  }

  #activate(subscription: Subscription, client: Client): void {
    subscription.activate();
    client.subscriptions.add(subscription);
    this.#clients.set(subscription, client);
    this.#byAckInbox.set(subscription.ackInbox, subscription);
    this.#byInbox.set(subscription.inbox, subscription);
  }

  /** One has ended, or was not to be had. */
  #left(): void {
    if (!this.isActive) this.inactivity.begin();
  }

  /** Section 3.10: it belongs to a client ID; names of which this makes the same are one to the real server. */
  #durableKey(clientID: string, durableName: string): string {
    return `${clientID}-${this.channel}-${durableName}`;
  }

  #complain(clientID: string, what: string): void {
    this.context.log.error(`[Client:${clientID}] ${what}`);
  }
}
