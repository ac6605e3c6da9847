import type { Random } from '@workbook/testkit';
import type { Request } from '../src/events';
import type { Account } from '../src/accounts/accounts';

/** What customers ask for in one moment: something for each account, in an order that was drawn. */
export function requestsOf(drawn: Random, accounts: readonly string[]): Request[] {
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
export function faultsOf(drawn: Random, count: number, copies: readonly string[]): string {
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
