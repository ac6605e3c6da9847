import { explain, type Explanation, Failure, found } from '@workbook/testkit';
import {
  explore,
  type FaultLimits,
  type Message,
  replay,
  type Table,
} from '@workbook/testkit/schedules';
import type { Account, Accounts } from '../src/accounts/accounts';
import { balanceAfter } from '../src/accounts/balance';
import type { Transaction } from '../src/events';
import { Subjects } from '../src/subjects';
import { loadHandler } from './load';
import { messageOf } from './message';

/** What happens to the accounts of a small world. */
export interface SmallWorld {
  /** In the order in which they are published. */
  readonly events: readonly Transaction[];
  readonly faults?: FaultLimits;
  /** Whether copies keep what they have in variables, which makes many more schedules. */
  readonly remembers?: boolean;
}

type Row = Omit<Account, 'id'>;

/** Ann has 20 at the start, and Bob is not there yet. */
const ANN: Account = { id: 'ann', balance: 20, last: 0 };

/** The explorer's table behind the port: each request to the database is one step of a schedule. */
function accountsIn(table: Table<Row>): Accounts {
  return {
    find: async (id) => {
      const row = await table.load(id);
      return row && { id, ...row };
    },
    save: ({ id, balance, last }) => table.save(id, { balance, last }),
    replace: ({ id, balance, last: number }, last) =>
      table.update(id, (stored) =>
        (stored?.last ?? 0) === last ? { balance, last: number } : undefined,
      ),
  };
}

/** How each account stands if its transactions are applied once, one after the other. */
export function inSequence(
  events: readonly Transaction[],
  ...start: readonly Account[]
): Map<string, Account> {
  const accounts = new Map(start.map((account) => [account.id, account]));
  for (const event of [...events].sort((one, other) => one.number - other.number)) {
    const { account: id, number } = event;
    const { balance, last } = accounts.get(id) ?? { balance: 0, last: 0 };
    if (number === last + 1)
      accounts.set(id, { id, balance: balanceAfter(balance, event), last: number });
  }
  return accounts;
}

/** What the explorer knows of the tables. */
interface Tables {
  readonly [table: string]: Record<string, Row>;
  readonly accounts: Record<string, Row>;
}

/** What handles the messages of a copy. */
type Handle = (message: Message<Transaction>) => Promise<void>;

/** So many schedules are tried, or a sample of these, so that a wrong handler is told in time. */
const MANY = { limit: 2500, sample: 300 };
/** A process for each event, or for each copy, takes a while to make. */
const FEW = { limit: 500, sample: 100 };

/**
 * Runs the learner's handler, in two copies, through every order in which the broker may send `events`, and copies
 * may read and write, with the `faults` that are allowed.
 *
 * @throws Failure with the shortest schedule after which an account is not as in sequence
 */
export async function inEverySchedule(
  world: SmallWorld,
  advice: Pick<Explanation, 'look' | 'read'>,
): Promise<void> {
  const right = inSequence(world.events, ANN);
  const words = [...right.values()].map(standing).join(', ');
  const { tried, safe, all, unsafe } = await explored(world, right, advice);
  explain(
    {
      expected: `in the end ${words}, and every event acknowledged, in whichever order they come`,
      happened: [
        all
          ? `${safe} of ${tried} schedules ended so; the shortest that did not:`
          : 'there are too many schedules to try all; one that ended otherwise:',
        ...(unsafe?.story.split(/(?<=\.) /) ?? []),
      ],
      ...advice,
    },
    () => expect(safe).toBe(tried),
  );
}

async function explored(
  { events, faults = {}, remembers = false }: SmallWorld,
  right: ReadonlyMap<string, Account>,
  { read }: Pick<Explanation, 'read'>,
): ReturnType<typeof explore> {
  const start = (table: Table<Row>, { onTransaction } = loadHandler()): Handle => {
    const accounts = accountsIn(table);
    return (message) => onTransaction(accounts, message.data, messageOf(message));
  };
  const world = {
    name: 'accounts',
    events: events.map((data) => ({ channel: Subjects.TransactionCreated, data })),
    tables: { accounts: { ann: { balance: ANN.balance, last: ANN.last } } },
    safe: ({ accounts }: Tables) => judge(accounts, right),
    faults,
  };
  try {
    if (remembers)
      return await explore<Transaction, Tables>(
        { ...world, service: ({ accounts }) => start(accounts) },
        FEW,
      );
    // One process for all is quick, and fair to whoever keeps nothing in variables.
    const shared = loadHandler();
    const quick = await explore<Transaction, Tables>(
      { ...world, handle: (message, { accounts }) => start(accounts, shared)(message) },
      MANY,
    ).catch(() => undefined);
    if (quick && !quick.unsafe) return quick;
    const alone: Parameters<typeof explore<Transaction, Tables>>[0] = {
      ...world,
      handle: (message, { accounts }) => start(accounts)(message),
    };
    // What looks wrong may be what one process remembers of all schedules before.
    const again = quick?.unsafe && (await replay(alone, quick.unsafe.moves));
    return quick && again?.wrong !== undefined
      ? { ...quick, unsafe: again }
      : await explore(alone, FEW);
  } catch (error) {
    throw new Failure(
      found({
        expected:
          'onTransaction() to await its accounts and nothing else, and to do the same when the same happens',
        happened: (error as Error).message.split('\n').map((line) => line.trim()),
        look: 'src/accounts/handler.ts, onTransaction(): what does it wait for?',
        read,
      }),
    );
  }
}

function judge(accounts: Tables['accounts'], right: ReadonlyMap<string, Account>): true | string {
  const wrong = [...right.values()].find((account) => !isSame(accounts[account.id], account));
  return (
    wrong === undefined ||
    standing({ ...(accounts[wrong.id] ?? { balance: 0, last: 0 }), id: wrong.id })
  );
}

function standing({ id, balance, last }: Account): string {
  return `${id} stands at ${balance} with last number ${last}`;
}

function isSame(stored: Row | undefined, account: Account): boolean {
  return stored?.balance === account.balance && stored.last === account.last;
}
