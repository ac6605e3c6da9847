import { type SubscriptionRequest, textOf } from '@workbook/protocol';
import type { Interest } from '../nats/router';
import type { Ending } from '../recorder';
import type { Channel } from './channel';
import type { Channels } from './channels';
import type { SubscriptionState } from '../store/store';
import { Client } from './client';
import { describe, describeStart } from './describe';
import { errors, RefusedError } from './errors';
import { newInbox } from './inbox';
import type { Limits } from './limits';
import { QueueGroup } from './queue-group';
import { quote } from './quote';
import { AckHandler } from './requests/ack';
import { Subscription } from './subscription';
import type { ChannelContext } from './channel-context';
import type { SubscriptionOptions } from './subscription-options';

const NOBODY = new Client('', '', '');

/** What becomes of a subscription. */
type Change =
  | { readonly kind: 'subscribed' | 'resumed' }
  | { readonly kind: 'suspended' | 'removed'; readonly how: Ending };

/** Makes, resumes, finds and ends subscriptions (behaviour document, sections 3.8 to 3.10). */
export class Subscriptions {
  readonly #context: ChannelContext;
  readonly #limits: Limits;
  readonly #acks: AckHandler;
  /** Active ones, with the interest in their ack inbox. */
  readonly #active = new Map<Subscription, { channel: Channel; acks: Interest }>();
  readonly #replaceDurable: boolean;
  #ids = 0;

  /** @param replaceDurable true: a durable that is active goes to whoever asks for it next */
  constructor(
    context: ChannelContext,
    channels: Channels,
    limits: Limits,
    replaceDurable: boolean,
  ) {
    this.#context = context;
    this.#limits = limits;
    this.#acks = new AckHandler(context.log, channels);
    this.#replaceDurable = replaceDurable;
  }

  /**
   * Begins a subscription, or resumes a durable one. Nothing is sent before `subscribed` is called,
   * which tells the client: it must know its ack inbox before the first message (section 3.12).
   *
   * @throws RefusedError if the durable is active already or there are too many
   */
  begin(
    channel: Channel,
    client: Client,
    request: SubscriptionRequest,
    subscribed: (ackInbox: string) => void,
  ): void {
    const options: SubscriptionOptions = {
      client,
      inbox: request.inbox,
      ackInbox: newInbox(),
      maxInFlight: request.maxInFlight,
      ackWait: request.ackWaitInSecs * 1000,
    };
    const subscription = request.queueGroup
      ? this.#joinGroup(channel, request, options)
      : this.#alone(channel, request, options);
    this.#activate(channel, client, subscription);
    this.#context.store.saveSubscription(subscription);
    subscribed(options.ackInbox);
    subscription.resume();
    (subscription.group ?? subscription).pump();
  }

  /**
   * Brings back what the store has kept; nothing is sent yet. Only a durable is kept without its client.
   *
   * @param client undefined if it is not registered any more
   */
  recover(channel: Channel, client: Client | undefined, kept: SubscriptionState): void {
    const { id, durableName, groupKey } = kept;
    // Nobody remembers who was the last of a group that waits for others.
    const isShadow = groupKey !== undefined && !kept.isActive;
    const owner = isShadow ? NOBODY : (client ?? new Client(kept.clientID, '', ''));
    const options: SubscriptionOptions = { ...kept, client: owner };
    const subscription = new Subscription(
      id,
      channel.name,
      durableName,
      channel.store,
      this.#context,
      options,
    );
    this.#ids = Math.max(this.#ids, id);
    subscription.recover(kept);
    if (groupKey !== undefined) this.#groupOf(channel, groupKey).recover(subscription, kept);
    else if (durableName) channel.durables.set(durableKey(subscription), subscription);
    if (!kept.isActive) return;
    if (groupKey === undefined) channel.plain.add(subscription);
    this.#activate(channel, owner, subscription);
  }

  end(subscription: Subscription, ending: Ending): void {
    const active = this.#active.get(subscription);
    if (!active) return;
    const { channel, acks } = active;
    this.#active.delete(subscription);
    acks.unsubscribe();
    channel.inboxes.remove(subscription);
    subscription.client.subscriptions.remove(subscription);
    subscription.isActive = false;
    const { group } = subscription;
    const kept = group
      ? this.#leaveGroup(channel, group, subscription, ending)
      : this.#leaveChannel(channel, subscription, ending);
    if (kept) this.#context.store.saveSubscription(subscription);
    else this.#context.store.removeSubscription(subscription);
    channel.left();
  }

  /** @returns true if it is durable, and goes offline */
  #leaveChannel(channel: Channel, subscription: Subscription, ending: Ending): boolean {
    subscription.suspend();
    channel.plain.remove(subscription);
    if (ending === 'unsubscribe') channel.durables.delete(durableKey(subscription));
    const kept = subscription.durableName !== '' && ending !== 'unsubscribe';
    const kind = kept ? 'suspended' : 'removed';
    this.#tell(subscription, { kind, how: ending }, kept ? 'Suspended' : 'Removed');
    return kept;
  }

  /** @returns true if the group waits for members to come, and keeps what this one had */
  #leaveGroup(channel: Channel, group: QueueGroup, member: Subscription, ending: Ending): boolean {
    if (!group.leave(member, ending !== 'unsubscribe')) channel.groups.delete(group.key);
    // They have inherited, and one of them has to remember how far the group has come.
    for (const other of group.members) this.#context.store.saveSubscription(other);
    const kept = group.shadow === member;
    const removed = group.isActive ? 'Removed member from' : 'Removed';
    if (kept) this.#tell(member, { kind: 'suspended', how: ending }, 'Suspended');
    else this.#tell(member, { kind: 'removed', how: ending }, removed);
    return kept;
  }

  #alone(
    channel: Channel,
    request: SubscriptionRequest,
    options: SubscriptionOptions,
  ): Subscription {
    const { durableName } = request;
    const key = durableKey({ client: options.client, channel: channel.name, durableName });
    const durable = durableName ? channel.durables.get(key) : undefined;
    if (durable?.isActive) {
      if (!this.#replaceDurable) {
        this.#complain(options.client, 'Duplicate durable subscription registration');
        throw new RefusedError(errors.duplicateDurable);
      }
      this.end(durable, 'replaced');
    }
    const subscription = durable ?? this.#make(channel, request, options);
    if (durable) durable.renew(options);
    else subscription.lastSent = channel.startAfter(request);
    if (durableName) channel.durables.set(key, subscription);
    channel.plain.add(subscription);
    if (durable) this.#tell(subscription, { kind: 'resumed' }, 'Resumed');
    else this.#tellStart(subscription, request, subscription.lastSent + 1);
    return subscription;
  }

  #joinGroup(
    channel: Channel,
    request: SubscriptionRequest,
    options: SubscriptionOptions,
  ): Subscription {
    const { durableName, queueGroup } = request;
    if (durableName.includes(':')) {
      const name = `Invalid DurableName (${quote(durableName)})`;
      this.#complain(options.client, `${name} for queue subscriber from ${request.subject}`);
      throw new RefusedError(errors.colonInDurable);
    }
    const key = durableName ? `${durableName}:${queueGroup}` : queueGroup;
    const group = channel.groups.get(key);
    const subscription = group?.shadow ?? this.#make(channel, request, options);
    const joined = group ?? this.#groupOf(channel, key);
    if (!group) joined.lastSent = subscription.lastSent = channel.startAfter(request);
    const resumes = group?.shadow !== undefined;
    subscription.renew(options);
    joined.join(subscription);
    if (resumes) this.#tell(subscription, { kind: 'resumed' }, 'Resumed');
    else if (group) this.#tell(subscription, { kind: 'subscribed' }, 'Added member to');
    else this.#tellStart(subscription, request, joined.lastSent + 1);
    return subscription;
  }

  #groupOf(channel: Channel, key: string): QueueGroup {
    let group = channel.groups.get(key);
    if (!group) {
      group = new QueueGroup(key, channel.store, this.#context.clock);
      channel.groups.set(key, group);
    }
    return group;
  }

  #make(
    channel: Channel,
    request: SubscriptionRequest,
    options: SubscriptionOptions,
  ): Subscription {
    const { maxSubscriptions } = this.#limits;
    if (maxSubscriptions > 0 && channel.subscriptions.length >= maxSubscriptions) {
      const { log } = this.#context;
      const why = errors.tooManySubscriptions;
      const who = `${options.client.id}:${textOf(options.inbox)}`;
      log.error(`Unable to store subscription [${who}] on [${channel.name}]: ${why}`);
      log.error(`Unable to add subscription for ${channel.name}: ${why}`);
      throw new RefusedError(why);
    }
    const { name, store } = channel;
    return new Subscription(++this.#ids, name, request.durableName, store, this.#context, options);
  }

  #activate(channel: Channel, client: Client, subscription: Subscription): void {
    const acks = this.#context.router.subscribe(subscription.ackInbox, undefined, ({ payload }) => {
      this.#acks.handle(subscription, payload);
    });
    this.#active.set(subscription, { channel, acks });
    channel.inboxes.add(subscription);
    client.subscriptions.add(subscription);
    subscription.isActive = true;
  }

  #tellStart(subscription: Subscription, request: SubscriptionRequest, first: number): void {
    const { log, clock } = this.#context;
    const start = log.debugs ? `, ${describeStart(request, first, clock.now())}` : '';
    this.#tell(subscription, { kind: 'subscribed' }, 'Started new', start);
  }

  #complain(client: Client, what: string): void {
    this.#context.log.error(`[Client:${client.id}] ${what}`);
  }

  /** Tells the recorder and the log. */
  #tell(subscription: Subscription, change: Change, what: string, more = ''): void {
    const { log, emit } = this.#context;
    const { client, channel, id, durableName, group } = subscription;
    emit?.({
      ...change,
      client: client.id,
      channel,
      subscription: id,
      group: group?.key,
      durableName,
    });
    if (log.debugs) log.debug(`[Client:${client.id}] ${what} ${describe(subscription)}${more}`);
  }
}

/** Section 3.10: a durable belongs to a client ID; names of which this makes the same are one to the real server. */
function durableKey(of: { client: Client; channel: string; durableName: string }): string {
  return `${of.client.id}-${of.channel}-${of.durableName}`;
}
