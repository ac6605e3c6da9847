import { type Happened, nameOf, type Passage } from '@workbook/history';
import { Consumers } from './consumers';

/** One delivery, and how long the broker waits for its ack. */
export interface Wait {
  readonly passage: Passage;
  /** The events at which it begins and ends; `end` is undefined if it lasts for ever. */
  readonly start: number;
  readonly end: number | undefined;
  /** `moved`: its subscription has ended or the broker has lost it; the message is not waited for here. */
  readonly outcome: 'acknowledged' | 'expired' | 'moved' | 'open';
  /** Milliseconds from its start to its end, or to the end of the run. */
  readonly ms: number;
  /** True if an ack was sent and did not arrive. */
  readonly isAckLost: boolean;
}

type Open = Omit<Wait, 'end' | 'outcome' | 'ms'> & { readonly at: number };

/** The deliveries of a run, in the order in which they began. */
export function waitsOf(happened: readonly Happened[]): Wait[] {
  const waits: Wait[] = [];
  const open = new Map<string, Open>();
  const consumers = new Consumers(happened);
  /** In a group an ack counts whichever member it comes from. */
  const holderOf = (passage: Passage): string =>
    open.has(keyOf(passage))
      ? keyOf(passage)
      : ([...open].find(
          ([, held]) => consumers.message(held.passage) === consumers.message(passage),
        )?.[0] ?? '');
  const close = (key: string, end: number | undefined, outcome: Wait['outcome']): void => {
    const wait = open.get(key);
    if (!wait) return;
    open.delete(key);
    const { at, ...rest } = wait;
    const last = happened[end ?? happened.length - 1]!.at;
    waits.push({ ...rest, end, outcome, ms: last - at });
  };
  for (const [index, event] of happened.entries()) {
    switch (event.kind) {
      case 'delivered':
      case 'redelivered':
        close(keyOf(event), index, 'expired');
        open.set(keyOf(event), { passage: event, start: index, at: event.at, isAckLost: false });
        break;
      case 'ack lost': {
        const wait = open.get(keyOf(event));
        if (wait) open.set(keyOf(event), { ...wait, isAckLost: true });
        break;
      }
      case 'acknowledged':
        close(holderOf(event), index, 'acknowledged');
        break;
      case 'expired':
        close(keyOf(event), index, 'expired');
        break;
      case 'suspended':
      case 'removed':
        for (const [key, { passage }] of open)
          if (passage.subscription === event.subscription) close(key, index, 'moved');
        break;
      case 'restarted':
        if (event.store === 'lost') for (const key of [...open.keys()]) close(key, index, 'moved');
    }
  }
  for (const key of [...open.keys()]) close(key, undefined, 'open');
  return waits.sort((one, other) => one.start - other.start);
}

function keyOf(passage: Passage): string {
  return `${passage.subscription} ${nameOf(passage)}`;
}
