import { type Action, ANY } from './action';
import type { Member } from './group';
import type { Wish } from './handling';
import type { Tracked } from './tracked';

/** An action, with what is needed to take it. */
export type Move =
  | (Extract<Action, { kind: 'send' }> & { readonly tracked: Tracked; readonly to: Member })
  | Wish
  | (Extract<Action, { kind: 'crash' }> & { readonly wish: Wish });

export function sending(tracked: Tracked, to: Member, early: boolean): Move {
  return {
    kind: 'send',
    event: tracked.number,
    delivery: tracked.deliveries + 1,
    copy: to === ANY ? ANY : to.name,
    early,
    tracked,
    to,
  };
}

/** The copy of `wish` crashes before or after it does it. */
export function crashing(wish: Wish, saved: boolean): Move {
  const { event, delivery, copy, operation, row, writes } = wish;
  return { kind: 'crash', event, delivery, copy, operation, row, writes, saved, wish };
}
