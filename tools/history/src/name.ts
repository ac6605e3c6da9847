/** A message, by its place: the broker numbers each channel from 1. */
export interface Named {
  readonly channel: string;
  readonly sequence: number;
}

/** How texts and keys name a message: `order:updated #3`. */
export function nameOf({ channel, sequence }: Named): string {
  return `${channel} #${sequence}`;
}

/** True if both are the same message. */
export function isSame(one: Named, other: Named): boolean {
  return one.channel === other.channel && one.sequence === other.sequence;
}
