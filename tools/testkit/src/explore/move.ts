import { type Action, ANY } from './action';
import type { Member, Tracked } from './group';
import type { Handling } from './handling';
import type { Operation } from './table';

/** What a handling asked of the database. */
interface Asking {
  readonly handling: Handling;
  readonly asked: Operation;
}

/** The move that gives a handling what it asked for. */
export type Wish = Extract<Action, { kind: 'do' }> & Asking;

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
    copy: to === ANY ? ANY : (to?.name ?? ''),
    early,
    tracked,
    to,
  };
}

/** @param number which operation of `handling` it is */
export function doing(handling: Handling, asked: Operation, number: number): Wish {
  return {
    kind: 'do',
    event: handling.event.number,
    delivery: handling.delivery,
    copy: handling.copy.name,
    operation: number,
    row: asked.row,
    writes: asked.writes,
    handling,
    asked,
  };
}

/** The copy of `wish` crashes before or after it does it. */
export function crashing(wish: Wish, saved: boolean): Move {
  const { event, delivery, copy, operation, row, writes } = wish;
  return { kind: 'crash', event, delivery, copy, operation, row, writes, saved, wish };
}
