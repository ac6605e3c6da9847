import { counted, type Happened, list, nameOf } from '@workbook/history';
import { isTrouble } from '../facts/trouble';
import type { Wait } from '../facts/waits';
import type { Row } from './figure';
import { unitsOf } from './units';

/** A picture of so many rows fits a screen, and is shown whole. */
const WHOLE = 36;
/** No fold hides fewer rows than this: it would save nothing. */
const WORTH = 4;
/** How many of the same kind are shown before the others are folded. */
const SHOWN = 2;
/** More rows than this are read by nobody, whatever they hold. */
const MOST = 90;
/** How many rows are shown before and after the event that a picture is about. */
const BEFORE = 14;
const AFTER = 5;
/** And so many of the rows that may be the reason. */
const REASONS = 30;
/** What may happen to a message, in the order in which it does. */
const STEPS = ['published', 'delivered', 'acknowledged'];

/** Folds what is all the same, if there are many rows; then the middle, if there still are. */
export function foldLong(
  rows: readonly Row[],
  happened: readonly Happened[],
  waits: readonly Wait[],
): Row[] {
  if (rows.length <= WHOLE) return [...rows];
  const units = unitsOf(happened, waits);
  const isReason = ({ about }: Row): boolean => isTrouble(about);
  const isShown = (row: Row): boolean => isReason(row) || (units.get(row.event) ?? 0) <= SHOWN;
  const folded = fold(rows, isShown);
  if (folded.length <= MOST) return folded;
  const from = folded[MOST / 2]!.event;
  const to = folded.at(-MOST / 2)!.event;
  const isMiddle = ({ event }: Row): boolean => event >= from && event < to;
  const reasons = new Set(rows.filter((row) => isMiddle(row) && isReason(row)).slice(0, REASONS));
  return fold(rows, (row) => reasons.has(row) || (isShown(row) && !isMiddle(row)));
}

/**
 * Shows some rows before the one at `here`, a few after it, and wherever they are those that may be the
 * reason: what went wrong, and all that became of the message.
 */
export function foldAround(rows: readonly Row[], here: number): Row[] {
  const { about } = rows[here]!;
  const far = rows
    .map((row, index) => ({
      row,
      away: Math.abs(index - here),
      weight: weigh(row.about, about),
    }))
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight || one.away - other.away)
    .slice(0, REASONS)
    .map(({ row }) => row);
  const shown = new Set([...rows.slice(Math.max(0, here - BEFORE), here + AFTER + 1), ...far]);
  return fold(rows, (row) => shown.has(row));
}

/** How much what a row tells of has to do with a run that went wrong at `about`: 0 is nothing. */
function weigh(other: Happened, about: Happened): number {
  if (isTrouble(other)) return 3;
  if ('sequence' in other && 'sequence' in about && nameOf(other) === nameOf(about)) return 2;
  return other.kind === 'subscribed' || other.kind === 'resumed' ? 1 : 0;
}

/** Puts one row in the place of each run of rows that are not shown. */
function fold(rows: readonly Row[], isShown: (row: Row) => boolean): Row[] {
  const folded: Row[] = [];
  let hidden: Row[] = [];
  const flush = (): void => {
    if (hidden.length < WORTH) folded.push(...hidden);
    else folded.push(foldOf(hidden));
    hidden = [];
  };
  for (const row of rows) {
    if (!isShown(row)) hidden.push(row);
    else {
      flush();
      folded.push(row);
    }
  }
  flush();
  return folded;
}

function foldOf(hidden: readonly Row[]): Row {
  const events = hidden.map(({ about }) => about);
  return {
    ...hidden[0]!,
    figure: { shape: 'across', kind: 'fold', text: `${summary(events)}, not shown` },
  };
}

/** `40 messages published, delivered and acknowledged, 3 heartbeats unanswered`. */
function summary(events: readonly Happened[]): string {
  const messages = new Set<string>();
  const done = new Set<string>();
  let [again, heartbeats, others] = [0, 0, 0];
  for (const event of events) {
    const { kind } = event;
    if (kind === 'heartbeat missed') heartbeats += 1;
    else if (kind === 'redelivered') again += 1;
    else if (kind === 'published' || kind === 'delivered' || kind === 'acknowledged') {
      messages.add(nameOf(event));
      done.add(kind);
    } else if (!('sequence' in event) && kind !== 'note') others += 1;
  }
  const parts = [];
  if (messages.size > 0)
    parts.push(
      `${counted(messages.size, 'message')} ${list(STEPS.filter((step) => done.has(step)))}`,
    );
  if (again > 0) parts.push(again === 1 ? '1 redelivery' : `${again} redeliveries`);
  if (heartbeats > 0) parts.push(`${counted(heartbeats, 'heartbeat')} unanswered`);
  if (others > 0 || parts.length === 0) parts.push(counted(others || events.length, 'event'));
  return list(parts);
}
