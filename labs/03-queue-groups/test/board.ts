import type { Message } from 'node-nats-streaming';
import { explain } from '@workbook/testkit';
import { parse } from '../src/order-updated';
import type { show, StatusBoard } from '../src/status-board';

type Show = typeof show;

export const advice = {
  look: 'src/status-board.ts: what does the message know of its place in the channel?',
  read: 'notes/03-queue-groups.md, "Order ends where the group begins"',
};

/** `show()` as two copies of tracking have it: each in a process with variables of its own. */
export function twoProcesses(): readonly [Show, Show] {
  return [load(), load()];
}

function load(): Show {
  let loaded: { readonly show: Show } | undefined;
  jest.isolateModules(() => {
    loaded = jest.requireActual<{ readonly show: Show }>('../src/status-board');
  });
  return loaded!.show;
}

/** All orders in which the messages can come. */
export function orderings<T>(all: readonly T[]): T[][] {
  if (all.length === 0) return [[]];
  return all.flatMap((first, index) =>
    orderings(all.toSpliced(index, 1)).map((rest) => [first, ...rest]),
  );
}

/** A message that the broker has stored in the same millisecond as every other. */
export function atTheSameInstant(msg: Message): Message {
  const instant = 1_700_000_000_000;
  return Object.assign(Object.create(msg) as Message, {
    getTimestamp: () => new Date(instant),
    getTimestampRaw: () => instant * 1e6,
  });
}

/**
 * Has two copies show the messages in turn, on one board, and fails as soon as the board does not show the
 * newest event of an order that came so far.
 */
export function expectNewest(messages: readonly Message[], copies: readonly [Show, Show]): void {
  const board: StatusBoard = new Map();
  const newest = new Map<string, Message>();
  const came: string[] = [];
  for (const [index, msg] of messages.entries()) {
    const data = parse(msg);
    const copy = index % 2;
    came.push(`${inShort(msg)} to tracking-${copy + 1}`);
    const error = failureOf(() => copies[copy]!(board, data, msg));
    const before = newest.get(data.orderId);
    if (!before || before.getSequence() < msg.getSequence()) newest.set(data.orderId, msg);
    for (const [orderId, wanted] of newest) {
      const row = board.get(orderId);
      explain(
        {
          expected: `the board to show order ${orderId} as ${parse(wanted).status}: of what has come, #${wanted.getSequence()} is the newest of this order`,
          happened: [
            error ?? `it shows ${row ? `"${row.status}"` : 'no such order'}`,
            `what came so far: ${came.join(', then ')}`,
            'each copy is a process of its own: they share the board, and nothing else',
          ],
          ...advice,
          look: question(messages, board, orderId),
        },
        () => {
          expect(error).toBeUndefined();
          expect(row?.status).toBe(parse(wanted).status);
        },
      );
    }
  }
}

/** Where the way of `show()` may have parted from what came. */
function question(messages: readonly Message[], board: StatusBoard, orderId: string): string {
  if (messages.some((msg) => parse(msg).orderId !== orderId)) {
    return 'src/status-board.ts: with which event does show() compare? The order has a row of its own';
  }
  if (board.get(orderId) === undefined)
    return 'src/status-board.ts: when does show() write nothing?';
  return 'src/status-board.ts: by what does show() tell which event is newer, and where does it keep that?';
}

/** `#3 (order 7 paid)`. */
function inShort(msg: Message): string {
  const { orderId, status } = parse(msg);
  return `#${msg.getSequence()} (order ${orderId} ${status})`;
}

function failureOf(call: () => unknown): string | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    return `show() failed: ${inWords(error)}`;
  }
}

/** Code of learners may throw anything. */
export function inWords(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
