import path from 'node:path';
import {
  type Exit,
  faultsInWords,
  Looking,
  patient,
  type Program,
  type Published,
  type TestBroker,
  type TestDatabase,
} from '@workbook/testkit';
import { Subjects } from '../src/subjects';
import type { Transaction } from '../src/transaction';

const main = path.join(__dirname, '../src/accounts/main.ts');

/** What Ann does on Friday. */
const transactions: readonly Transaction[] = [
  { account: 'ann', kind: 'deposit', amount: 100 },
  { account: 'ann', kind: 'withdrawal', amount: 90 },
];

/** The servers of a test. */
export interface Around {
  readonly broker: TestBroker;
  readonly database: TestDatabase;
  readonly pass: (duration: string) => Promise<void>;
}

/** How a Friday went. */
export interface Friday {
  /** Both events were stored and acknowledged. */
  readonly isDone: boolean;
  /** What Ann has in the end. */
  readonly balance: unknown;
  /** Copies whose process has ended. */
  readonly dead: readonly string[];
  /** Copies that have stored something. */
  readonly writers: readonly string[];
  /** How often something was stored. */
  readonly writes: number;
  /** How often the database has refused a write. */
  readonly refused: number;
  /** All that in sentences. */
  readonly happened: readonly string[];
}

/**
 * Ann has 20. Starts copies of the accounts service as processes, `accounts-1` and so on, publishes the deposit,
 * the withdrawal when the deposit has been dealt with, and waits for all that comes again.
 */
export async function friday({ broker, database, pass }: Around, copies: number): Promise<Friday> {
  await database.store('accounts', 'accounts', { _id: 'ann', balance: 20 });
  const programs = new Map<string, Program>();
  const ended = new Map<string, Exit>();
  for (let number = 1; number <= copies; number++) {
    const copy = `accounts-${number}`;
    const program = await start(broker, database, copy);
    programs.set(copy, program);
    void program.over.then((exit) => ended.set(copy, exit));
  }
  const events: Published[] = [];
  const notPublished: string[] = [];
  for (const transaction of transactions) {
    const before = faultsIn(broker);
    try {
      events.push(...(await broker.publish(Subjects.TransactionCreated, transaction)));
    } catch (error) {
      notPublished.push(`a ${transaction.kind} was not stored: ${String(error)}`);
      continue;
    }
    await until(() => isAcked(broker, events.at(-1)!) || faultsIn(broker) > before);
    await quiet(programs, database);
  }
  const areAcked = (): boolean => events.every((event) => isAcked(broker, event));
  // An ackWait and more, until nothing comes any more.
  for (let second = 0; second < 30; second++) {
    if (second > 7 && areAcked()) break;
    await pass('1s');
    await quiet(programs, database);
  }
  const stored = database.facts.all.filter(({ name }) => name === 'update');
  const good = stored.filter(({ answered }) => answered?.ok === 1);
  const [ann] = await database.rows('accounts', 'accounts');
  return {
    isDone: notPublished.length === 0 && areAcked(),
    balance: ann?.balance,
    dead: [...ended.keys()],
    writers: [...new Set(good.map(({ client }) => client))],
    writes: good.length,
    refused: stored.filter(({ answered }) => answered?.ok === 0).length,
    happened: [
      ...faultsInWords(broker.faults.report()),
      ...notPublished,
      ...events.flatMap((event) => broker.facts.storyOf(event)),
      ...database.facts.story(),
      ...[...ended.keys()].map((copy) => `${copy} has died`),
      `Ann has ${String(ann?.balance)}`,
    ],
  };
}

async function start(broker: TestBroker, database: TestDatabase, copy: string): Promise<Program> {
  const MONGO_URL = database.newURL(copy, 'accounts');
  const program = await broker.startProgram(main, { clientID: copy, env: { MONGO_URL } });
  await program.prints('listens');
  // It says so before the broker knows.
  await until(() => broker.facts.subscriptions(copy).length > 0);
  return program;
}

function isAcked(broker: TestBroker, event: Published): boolean {
  return broker.facts.acks(event).length > 0;
}

function faultsIn(broker: TestBroker): number {
  return broker.faults.report().filter(({ outcome }) => outcome === 'happened').length;
}

/** Resolves when `condition` holds, or after 4 s of the machine's time. */
async function until(condition: () => boolean): Promise<void> {
  const limit = performance.now() + patient(4000);
  while (!condition() && performance.now() < limit) await new Looking().until(condition, 10);
}

/** Resolves when no copy has anything in hand: twice in a row nothing was asked of the database. */
async function quiet(
  programs: ReadonlyMap<string, Program>,
  database: TestDatabase,
): Promise<void> {
  for (let turns = 0; turns < 2; turns++) {
    const before = database.traffic;
    for (const program of programs.values()) await program.hears();
    await database.settled();
    if (database.traffic !== before) turns = -1;
  }
}
