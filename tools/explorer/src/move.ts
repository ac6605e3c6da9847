import { type Action, ANY } from './action';
import type { Copy } from './copy';
import type { Wish } from './handling';
import type { Tracked } from './tracked';

/** An action, with what is needed to take it. */
export type Move =
  | (Extract<Action, { kind: 'send' }> & { readonly tracked: Tracked; readonly to: Copy })
  | Wish
  | (Extract<Action, { kind: 'fail' }> & { readonly wish: Wish })
  | (Extract<Action, { kind: 'crash' }> & { readonly wish: Wish });

/** @param isAny true if any other copy would do as well */
export function sending(tracked: Tracked, to: Copy, early: boolean, isAny: boolean): Move {
  return {
    kind: 'send',
    event: tracked.number,
    delivery: tracked.deliveries + 1,
    copy: isAny ? ANY : to.name,
    early,
    tracked,
    to,
  };
}

/**
 * What may go wrong with these: the copy of one crashes, or the database refuses it.
 *
 * @param left how many of each there can still be
 * @param byName true if a crash at a read is another schedule than one before it
 */
export function troubles(
  wishes: readonly Wish[],
  left: Readonly<Record<'crashes' | 'failures', number>>,
  byName: boolean,
): Move[] {
  const moves: Move[] = [];
  if (left.crashes > 0)
    for (const wish of wishes)
      if (wish.writes) moves.push(crashing(wish, false), crashing(wish, true));
      else if (byName) moves.push(crashing(wish, false));
  if (left.failures > 0) moves.push(...wishes.map(failing));
  return moves;
}

/** The database refuses `wish`. */
function failing(wish: Wish): Move {
  const { event, delivery, copy, operation, row, writes } = wish;
  return { kind: 'fail', event, delivery, copy, operation, row, writes, wish };
}

/** The copy of `wish` crashes before or after it does it. */
function crashing(wish: Wish, saved: boolean): Move {
  const { event, delivery, copy, operation, row, writes } = wish;
  return { kind: 'crash', event, delivery, copy, operation, row, writes, saved, wish };
}
