import { isSame, list, nameOf, times } from '@workbook/history';
import type { Published } from '../event';
import { span } from '../span';
import type { Fact, Passed, Sent, Subscribed } from './fact';

/**
 * What went over all lines of a test's broker, in order. Tests say in their findings what stands here,
 * and nothing else: it is read from the bytes, so that it is the same on every server.
 */
export class Facts {
  readonly all: Fact[] = [];

  readonly add = (fact: Fact): void => {
    this.all.push(fact);
  };

  /** What was asked for, by every client or by one. */
  subscriptions(client?: string): Subscribed[] {
    return this.all.filter(
      (fact): fact is Subscribed =>
        fact.kind === 'subscribed' && (client === undefined || fact.client === client),
    );
  }

  /** What was published by every client or by one. */
  published(client?: string): Sent[] {
    return this.all.filter(
      (fact): fact is Sent =>
        fact.kind === 'published' && (client === undefined || fact.client === client),
    );
  }

  /** How often `event` was sent to somebody, and to whom, in order. */
  deliveries(event: Published): Passed[] {
    return this.all.filter(
      (fact) => isAbout(fact, event) && fact.kind !== 'acknowledged',
    ) as Passed[];
  }

  /** Who acknowledged `event`, in order. */
  acks(event: Published): Passed[] {
    return this.all.filter(
      (fact) => isAbout(fact, event) && fact.kind === 'acknowledged',
    ) as Passed[];
  }

  /** True if `client` has told the broker that it leaves. */
  hasClosed(client: string): boolean {
    return this.all.some((fact) => fact.kind === 'closed' && fact.client === client);
  }

  /**
   * What became of `event`, in sentences without a full stop: to whom it came and who acknowledged it;
   * if it came to nobody, who had subscribed to what.
   */
  storyOf(event: Published): string[] {
    const deliveries = this.deliveries(event);
    if (deliveries.length === 0) {
      const clients = this.subscriptions().map(({ client }) => client);
      return [`${nameOf(event)} came to nobody`, ...this.asked([...new Set(clients)])];
    }
    const way = deliveries.map(({ kind, client }) =>
      kind === 'redelivered' ? `again to ${client}` : `to ${client}`,
    );
    const by = [...new Set(this.acks(event).map(({ client }) => client))];
    return [
      `${nameOf(event)} came ${times(deliveries.length)}: ${way.join(', ')}`,
      by.length > 0
        ? `${list(by)} acknowledged it`
        : `nobody has acknowledged it${this.#ackWait(event.channel)}`,
    ];
  }

  /** What each of these clients subscribed to, and whether the broker let it: a line for each. */
  asked(clients: readonly string[]): string[] {
    const lines = clients.flatMap((client) => {
      const wanted = this.subscriptions(client);
      return wanted.length === 0
        ? [`${client} has not subscribed to anything`]
        : wanted.map(inWords);
    });
    return lines.length === 0 ? ['nobody has subscribed to anything'] : lines;
  }

  /** `; it was to come again after 30 s`, if all who subscribed to the channel asked for the same. */
  #ackWait(channel: string): string {
    const waits = new Set(
      this.subscriptions()
        .filter((one) => one.channel === channel && one.refused === '')
        .map(({ ackWait }) => ackWait),
    );
    return waits.size === 1 ? `; the ackWait that was asked for is ${[...waits][0]! / 1000} s` : '';
  }
}

function inWords(subscribed: Subscribed): string {
  const { client, channel, group, durableName, start, startsBack, refused } = subscribed;
  const from = startsBack === undefined ? start : `${span(startsBack)} ago`;
  const options = [
    group === '' ? 'outside every group' : `in the group "${group}"`,
    ...(durableName === '' ? [] : [`with the durable name "${durableName}"`]),
    `from ${from} on`,
  ];
  const answer = refused ? `, and the broker refused: ${refused}` : '';
  return `${client} subscribed to "${channel}" ${options.join(', ')}${answer}`;
}

function isAbout(fact: Fact, event: Published): fact is Passed {
  return 'sequence' in fact && isSame(fact, event);
}
