import type { Request } from '../src/events';
import type { Account } from '../src/accounts/accounts';

/** Numbers that look random and are the same for the same seed (mulberry32). */
export class Drawn {
  #state: number;

  constructor(readonly seed: number) {
    this.#state = seed;
  }

  /** @returns a whole number from 0 to before `end` */
  below(end: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % end;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!;
  }
}

/** What customers ask for in one moment: something for each account, in an order that was drawn. */
export function requestsOf(drawn: Drawn, accounts: readonly string[]): Request[] {
  const left = [...accounts];
  return accounts.map(() => {
    const [account = ''] = left.splice(drawn.below(left.length), 1);
    const kind = drawn.pick(['deposit', 'withdrawal'] as const);
    return { account, kind, amount: 1 + drawn.below(100) };
  });
}

/**
 * What goes wrong between the copies and the broker, in one line: acks that are lost, and events that arrive twice.
 * Each at a message and in a copy that were drawn: it happens if the one comes to the other.
 */
export function faultsOf(drawn: Drawn, count: number, copies: readonly string[]): string {
  const each = Math.ceil(count / 20);
  return (['lose-ack', 'deliver-twice'] as const)
    .flatMap((kind) =>
      Array.from(
        { length: each },
        () => `${kind} ${drawn.pick(copies)} #${1 + drawn.below(count)}`,
      ),
    )
    .join(', ');
}

/** The accounts that are not as they are to be, a line for each. */
export function differences(
  right: ReadonlyMap<string, Account>,
  accounts: ReadonlyMap<string, { readonly balance?: unknown; readonly last?: unknown }>,
): string[] {
  return [...right.values()].flatMap(({ id, balance, last }) => {
    const row = accounts.get(id);
    if (row?.balance === balance && row.last === last) return [];
    const is = row
      ? `stands at ${String(row.balance)} with last number ${String(row.last)}`
      : 'is not there';
    return [`${id} ${is}, and is to stand at ${balance} with last number ${last}`];
  });
}
