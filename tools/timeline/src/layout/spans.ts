import { type Happened, isSame, type Run } from '@workbook/history';
import type { Cast } from './cast';
import type { Span } from './figure';
import type { Wait } from '../facts/waits';

/** A span by events rather than rows; an `undefined` end lies outside the run. */
export interface Stretch {
  readonly kind: Span['kind'];
  readonly lane: number;
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/** How each lane fares: who is alive, who is silent, who has a message in hand, what is waited for. */
export function stretchesOf(run: Run, cast: Cast, waits: readonly Wait[]): Stretch[] {
  return [
    ...cast.lanes.flatMap((_, lane) => lifeOf(lane, run.happened, cast)),
    ...handlings(run.happened, cast, waits),
    ...waits
      .filter(({ outcome }) => outcome !== 'acknowledged')
      .map(({ passage, start, end }) => ({
        kind: 'waiting' as const,
        lane: cast.client(passage.client, passage.subscription)!,
        from: start,
        to: end,
      })),
  ];
}

/** Alive from the top or its first start; silent from a crash or an unanswered heartbeat. */
function lifeOf(lane: number, happened: readonly Happened[], cast: Cast): Stretch[] {
  const stretches: Stretch[] = [];
  let state: 'alive' | 'silent' | 'gone' = startsLate(lane, happened, cast) ? 'gone' : 'alive';
  let from: number | undefined;
  const turn = (next: typeof state, at: number | undefined): void => {
    if (next === state) return;
    if (state !== 'gone') stretches.push({ kind: state, lane, from, to: at });
    state = next;
    from = at;
  };
  for (const [index, event] of happened.entries()) {
    if (cast.lanes[lane]!.kind !== 'copy' || !cast.clients(event.client).includes(lane)) continue;
    // One subscription of several ends, and its client goes on.
    const isOwnEnd =
      (event.kind === 'removed' || event.kind === 'suspended') &&
      cast.clients(event.client).length > 1 &&
      cast.client(event.client, event.subscription) === lane;
    const next = isOwnEnd ? 'gone' : stateAfter(event);
    // A crashed process stays silent, whatever else is told of it.
    if (next !== undefined && !(state === 'gone' && next === 'silent')) turn(next, index);
  }
  turn('gone', undefined);
  return stretches;
}

function stateAfter({ kind }: Happened): 'alive' | 'silent' | 'gone' | undefined {
  switch (kind) {
    case 'subscribed':
    case 'resumed':
    case 'reconnected':
    case 'heartbeat answered':
      return 'alive';
    case 'crashed':
    case 'killed':
    case 'disconnected':
    case 'heartbeat missed':
      return 'silent';
    case 'closed':
      return 'gone';
    default:
      return undefined;
  }
}

/** True if the client comes when something has happened already. */
function startsLate(lane: number, happened: readonly Happened[], cast: Cast): boolean {
  const isItsOwn = ({ client }: Happened): boolean => cast.clients(client).includes(lane);
  const first = happened.findIndex((event) => isItsOwn(event) && 'durableName' in event);
  if (cast.lanes[lane]!.kind !== 'copy' || first < 0) return false;
  return happened.slice(0, first).some(({ kind }) => kind === 'published');
}

/** From the beginning of a handler to its end. */
function handlings(happened: readonly Happened[], cast: Cast, waits: readonly Wait[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const [index, event] of happened.entries()) {
    if (event.kind !== 'handling') continue;
    const lane = cast.client(event.client, event.subscription)!;
    const delivery = waits.findLast(
      ({ passage, start }) =>
        start < index && passage.subscription === event.subscription && isSame(passage, event),
    );
    // What was handled as soon as it came begins where its arrow ends.
    const isAtOnce = delivery !== undefined && happened[delivery.start]!.at === event.at;
    const from = isAtOnce ? delivery.start : index;
    const rest = happened.slice(index + 1);
    const end = rest.findIndex(
      (other) =>
        other.client === event.client &&
        (other.kind === 'crashed' ||
          other.kind === 'killed' ||
          other.kind === 'closed' ||
          (endsHandling(other.kind) && 'sequence' in other && isSame(other, event))),
    );
    stretches.push({ kind: 'handling', lane, from, to: end < 0 ? undefined : index + 1 + end });
  }
  return stretches;
}

function endsHandling(kind: Happened['kind']): boolean {
  return ['acknowledged', 'ack lost', 'left', 'failed'].includes(kind);
}
