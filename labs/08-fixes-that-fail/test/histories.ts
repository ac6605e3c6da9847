import type { Fact, Run } from '../src/run';

/** What became of one event: the times are in ms. */
export interface History {
  readonly account: string;
  readonly published: number;
  readonly delivered?: readonly number[];
  readonly acknowledged?: readonly number[];
}

/** The facts of some events, which have the numbers 1, 2, 3 …, in the order of their time. */
export function runOf(events: readonly History[]): Run {
  const facts = events.flatMap(
    ({ account, published, delivered = [], acknowledged = [] }, index) => {
      const fact = (kind: Fact['kind'], client: string, at: number): Fact => {
        return { kind, at, client, account, sequence: index + 1 };
      };
      return [
        fact('published', 'publisher', published),
        ...delivered.map((at, time) => fact('delivered', copyOf(index + time), at)),
        ...acknowledged.map((at, time) => fact('acknowledged', copyOf(index + time), at)),
      ];
    },
  );
  return facts.sort((one, other) => one.at - other.at);
}

/** A line for each event, in whole milliseconds. */
export function told(events: readonly History[]): string[] {
  const at = (times: readonly number[] = []): string => times.map(Math.round).join(', ') || 'never';
  return events.map(
    ({ account, published, delivered, acknowledged }, index) =>
      `#${index + 1} of ${account}: published ${at([published])}, delivered ${at(delivered)}, acknowledged ${at(acknowledged)}`,
  );
}

function copyOf(number: number): string {
  return `accounts-${(number % 3) + 1}`;
}

/** The first time of some; undefined if there is none. */
export function firstOf(times: readonly number[] = []): number | undefined {
  return times.length === 0 ? undefined : Math.min(...times);
}
