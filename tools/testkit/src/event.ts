/** An event that the broker has stored. */
export interface Published {
  readonly channel: string;
  /** Its place in the channel, from 1. */
  readonly sequence: number;
  readonly data: unknown;
}

/** An event that one copy of a service has handled, as often as it appears. */
export interface Handled extends Published {
  /** The client ID of the copy. */
  readonly by: string;
  readonly redelivered: boolean;
}

/** How texts name an event: `order:updated #3`. */
export function nameOf(event: Published): string {
  return `${event.channel} #${event.sequence}`;
}

/** True if both are the same event: the same place in the same channel. */
export function isSame(one: Published, other: Published): boolean {
  return one.channel === other.channel && one.sequence === other.sequence;
}
