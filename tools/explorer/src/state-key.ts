import type { Database } from './database';
import type { Group } from './group';
import type { Handling } from './handling';
import type { FaultLimits } from './small-world';
import type { Tracked } from './tracked';

/** All that decides what can follow in a schedule. */
interface State {
  readonly keys: Database['keys'];
  readonly group: Group;
  /** In the order in which they began, which is that of their moves. */
  readonly handlings: readonly Handling[];
  /** Faults that can still happen. */
  readonly left: Required<FaultLimits>;
  /** Copies keep something in variables. */
  readonly isService: boolean;
  /** Whether a row was written again, of which somebody knows that it had been written so often. */
  readonly isChanged: (row: string, writes: number) => boolean;
}

/** A text that two states have in common only if the same moves can follow; undefined if nobody knows. */
export function stateKey({
  keys,
  group,
  handlings,
  left,
  isService,
  isChanged,
}: State): string | undefined {
  if (!keys) return undefined;
  const alike = group.areAlike(left.crashes);
  const rowsOf = (rows: ReadonlyMap<string, number>): string =>
    Array.from(rows, ([row, writes]) => `${row}.${isChanged(row, writes)}`).join();
  const sights = (event: Tracked): string =>
    Array.from(
      event.left,
      ([copy, { rows, acks }]) => `${copy?.number}.${acks}.${rowsOf(rows)}`,
    ).join('/');
  const work = handlings.map(
    ({ event, delivery, copy, acknowledged, ended, acks, wasRefused, seen, past }) =>
      [
        `${event.number}.${delivery}.${alike ? '' : copy.number}`,
        `${acknowledged}.${ended}.${acks}.${wasRefused}`,
        rowsOf(seen),
        past,
      ].join(),
  );
  const copies = isService ? group.copies.map(({ past, acks }) => `${past}.${acks}`) : [];
  return [
    keys.all(),
    group.key(alike, sights),
    Object.values(left).join(),
    ...work,
    ...copies,
  ].join('|');
}
