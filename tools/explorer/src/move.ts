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

/** The database refuses `wish`. */
export function failing(wish: Wish): Move {
  const { event, delivery, copy, operation, row, writes } = wish;
  return { kind: 'fail', event, delivery, copy, operation, row, writes, wish };
}

/** The copy of `wish` crashes before or after it does it. */
export function crashing(wish: Wish, saved: boolean): Move {
  const { event, delivery, copy, operation, row, writes } = wish;
  return { kind: 'crash', event, delivery, copy, operation, row, writes, saved, wish };
}
