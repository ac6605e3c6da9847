import { type Happened, nameOf } from '@workbook/history';
import type { Wait } from '../facts/waits';

/**
 * Which events are one more of the same: the number of the smooth message, of the redelivery or of
 * the unanswered heartbeat that an event belongs to, from 1, by the event's place. Events that belong
 * to none are not in it, nor are those of a message's last redelivery.
 */
export function unitsOf(
  happened: readonly Happened[],
  waits: readonly Wait[],
): Map<number, number> {
  const attempts = new Map<string, number>();
  for (const event of happened)
    if (event.kind === 'redelivered') attempts.set(nameOf(event), event.count);
  const rough = new Set([
    ...attempts.keys(),
    ...waits
      .filter(({ outcome }) => outcome !== 'acknowledged')
      .map(({ passage }) => nameOf(passage)),
    ...happened.flatMap((event) => (isRough(event) ? [nameOf(event)] : [])),
  ]);

  const units = new Map<number, number>();
  const smooth = new Map<string, number>();
  const attempt = new Map<string, number>();
  const latest = new Map<string, number>();
  const unitOf = (event: Happened): number | undefined => {
    if (event.kind === 'heartbeat missed') return event.failures;
    // A note has to do with what its copy did last.
    if (event.kind === 'note') return latest.get(event.client);
    if (!('sequence' in event)) return undefined;
    const name = nameOf(event);
    if (!rough.has(name)) {
      smooth.set(name, smooth.get(name) ?? smooth.size + 1);
      return smooth.get(name);
    }
    if (event.kind === 'redelivered') attempt.set(name, event.count);
    const number = attempt.get(name);
    return number === attempts.get(name) ? undefined : number;
  };
  for (const [index, event] of happened.entries()) {
    const unit = unitOf(event);
    if (unit !== undefined) units.set(index, unit);
    if (unit === undefined) latest.delete(event.client);
    else latest.set(event.client, unit);
  }
  return units;
}

/** What makes a message one to look at. */
function isRough(
  event: Happened,
): event is Extract<Happened, { kind: 'ack lost' | 'failed' | 'left' | 'refused' }> {
  return ['ack lost', 'failed', 'left', 'refused'].includes(event.kind);
}
