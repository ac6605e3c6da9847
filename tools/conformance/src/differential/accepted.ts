import type { Difference } from './difference';
import type { Place } from './place';
import type { Session, Step } from './step';

interface Known {
  /** Why it is as it should be. */
  readonly reason: string;
  /** @param steps those that were done, up to the one after which the servers differ */
  readonly covers: (differences: readonly Difference[], steps: readonly Step[]) => boolean;
}

/** Differences that are meant to be: CONFORMANCE.md lists them. The session is over with one of them. */
const KNOWN: readonly Known[] = [
  {
    reason: 'the real server had more acks on disk when it was killed: a buffer of it was full',
    covers: (differences, steps) =>
      isKill(steps) && differences.every(isMoreToSend) && differences.some(isMorePending),
  },
  {
    reason: 'the real server forgot when it was killed that a durable had come back',
    covers: (differences, steps) => {
      const returned = returnedOf(steps);
      const isOfReturned = ({ place }: Difference): boolean =>
        returned.some((subscription) => isOf(subscription, place));
      return (
        isKill(steps) &&
        differences.some((one) => isOfReturned(one) && isOfflineThere(one)) &&
        differences.every((one) => isOfReturned(one) || isMoreToSend(one))
      );
    },
  },
];

/** @returns why the servers may differ after the `compared` first steps; undefined if they may not */
export function accepted(
  differences: readonly Difference[],
  { steps }: Session,
  compared: number,
): string | undefined {
  const done = steps.slice(0, compared);
  return KNOWN.find(({ covers }) => covers(differences, done))?.reason;
}

function isKill(steps: readonly Step[]): boolean {
  const last = steps.at(-1);
  return last?.do === 'restart' && last.signal === 'SIGKILL';
}

/** Ours sends more again than the real one does, and never less; and what follows from that. */
function isMoreToSend(difference: Difference): boolean {
  const { place, values } = difference;
  if (!('page' in place)) return false;
  if (place.page === 'serverz' && (place.field === 'out_msgs' || place.field === 'out_bytes'))
    return numberOf(values[1]) > numberOf(values[0]);
  if (place.field === 'is_stalled') return values[1] === true;
  return isMorePending(difference);
}

function isMorePending({ place, values: [real, ours] }: Difference): boolean {
  if (!('page' in place)) return false;
  if (place.field === 'pending_count') return numberOf(ours) > numberOf(real);
  return place.field === 'last_sent' && numberOf(ours) < numberOf(real);
}

/** What is not shown counts as 0. */
function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

/** A subscription as the monitoring shows it. */
interface Returned {
  readonly client: string;
  readonly channel: string;
  readonly subscription: string;
}

/** The subscriptions of durables that came back. */
function returnedOf(steps: readonly Step[]): Returned[] {
  const clients = new Map<number, string>();
  const durables = new Map<string, Returned[]>();
  for (const step of steps) {
    if (step.do === 'connect') clients.set(step.slot, step.id);
    if (step.do !== 'subscribe' || step.durable === '' || step.queue !== '') continue;
    const client = clients.get(step.slot) ?? '';
    const { channel } = step;
    const durable = JSON.stringify([client, channel, step.durable]);
    const one = { client, channel, subscription: `s${step.sub}` };
    durables.set(durable, [...(durables.get(durable) ?? []), one]);
  }
  return [...durables.values()].filter(({ length }) => length > 1).flat();
}

/** True of all that is shown of a subscription, and of how many its client has. */
function isOf({ client, channel, subscription }: Returned, place: Place): boolean {
  if (!('page' in place)) return false;
  if (place.page === 'clientsz' && place.client !== client) return false;
  if (place.page === 'clientsz' && place.field === 'subs_count') return true;
  return place.channel === channel && place.subscription === subscription;
}

function isOfflineThere({ place, values: [real] }: Difference): boolean {
  return 'page' in place && place.field === 'is_offline' && real === true;
}
