import { type Happened, nameOf, type Passage } from '@workbook/history';

/**
 * Who is to get each message once: a subscription, or the group that it is in. Where a run does not
 * tell how its copies subscribed, those of a channel are taken for one group.
 */
export class Consumers {
  readonly #groups = new Map<number, string>();

  constructor(happened: readonly Happened[]) {
    for (const event of happened) {
      if (!('durableName' in event)) continue;
      const { channel, group, subscription } = event;
      this.#groups.set(
        subscription,
        group === undefined ? `${subscription}` : `${channel} ${group}`,
      );
    }
  }

  /** The same for all members of a group. */
  of({ channel, subscription }: Passage): string {
    return this.#groups.get(subscription) ?? channel;
  }

  /** The same for each time that a message is sent to one of them. */
  message(passage: Passage): string {
    return `${this.of(passage)} ${nameOf(passage)}`;
  }
}

/** How often a message had been sent to a subscription or its group, by the place of each sending. */
export function sendingsOf(happened: readonly Happened[]): Map<number, number> {
  const consumers = new Consumers(happened);
  const counts = new Map<string, number>();
  const sendings = new Map<number, number>();
  for (const [index, event] of happened.entries()) {
    // What has lost its messages begins to count them anew.
    if (event.kind === 'restarted' && event.store === 'lost') counts.clear();
    if (event.kind !== 'delivered' && event.kind !== 'redelivered') continue;
    const name = consumers.message(event);
    // The first time, whatever had this number before.
    const count = event.kind === 'delivered' ? 1 : (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    sendings.set(index, count);
  }
  return sendings;
}
