import path from 'node:path';
import {
  explain,
  type Explanation,
  limitOnRealServer,
  patient,
  type Program,
  standing,
  type TestBroker,
  type TestDatabase,
} from '@workbook/testkit';
import { type Stored, storedAccounts } from './accounts';

limitOnRealServer(120_000);

/** Seconds: two ackWaits, and what it takes the broker to give up a copy that was killed. */
const STUCK = 15;

/** What a test's world lets pass, and how it knows that nothing is under way. */
interface Time {
  readonly pass: (duration: string) => Promise<void>;
  readonly settled: () => Promise<void>;
}

/** Copies of the accounts service, each a process. */
export class Programs {
  /** Those that were started, by their client IDs. */
  readonly all = new Map<string, Program>();

  constructor(
    private readonly broker: TestBroker,
    private readonly database: TestDatabase,
    private readonly time: Time,
  ) {}

  /** Starts a copy, and resolves when it has subscribed, or has ended without. */
  async start(copy: string): Promise<Program> {
    const program = await this.broker.startProgram(
      path.join(__dirname, '../src/accounts/main.ts'),
      {
        clientID: copy,
        env: { MONGO_URL: this.database.newURL(copy, 'accounts') },
      },
    );
    this.all.set(copy, program);
    const subscribed = (): boolean =>
      this.broker.facts.subscriptions(copy).some(({ refused }) => refused !== undefined);
    const limit = performance.now() + patient(8000);
    while (!subscribed() && performance.now() < limit) if (await program.ended(5)) break;
    return program;
  }

  /** Resolves when all copies have done what they do with what has come to them. */
  async quiet(): Promise<void> {
    const traffic = (): number => this.broker.traffic + this.database.traffic;
    let before: number;
    do {
      before = traffic();
      await Promise.all([...this.all.values()].map((program) => program.hears()));
      await this.time.settled();
    } while (traffic() !== before);
  }

  /**
   * Looks until `holds` is true of what accounts has, for so many seconds of the world. If nothing has changed there
   * for two ackWaits, nothing will.
   */
  async come(seconds: number, holds: (accounts: Stored) => boolean): Promise<boolean> {
    let seen = '';
    for (let second = 0, since = 0; second < seconds && since < STUCK; second++, since++) {
      await this.quiet();
      const accounts = await storedAccounts(this.database);
      if (holds(accounts)) return true;
      const now = JSON.stringify([...accounts.values()]);
      if (now !== seen) since = 0;
      seen = now;
      await this.time.pass('1s');
    }
    return false;
  }

  /** What stands in the database, what the copies asked of the broker, and what they printed last. */
  async recorded(): Promise<string[]> {
    return [
      ...standing([...(await storedAccounts(this.database)).values()]),
      ...this.subscriptions(),
      ...[...this.all].flatMap(([copy, program]) => saidBy(copy, program)),
    ];
  }

  /** What the copies asked of the broker: a line for each. */
  subscriptions(): string[] {
    const copies = [...this.all.keys()];
    return copies.flatMap((copy) => {
      const wanted = this.broker.facts.subscriptions(copy);
      const [line = ''] = this.broker.facts.asked([copy]);
      const [{ maxInFlight, ackWait } = { maxInFlight: 0, ackWait: 0 }] = wanted;
      return wanted.length === 0
        ? [line]
        : [`${line}, with a maxInFlight of ${maxInFlight} and an ackWait of ${ackWait / 1000} s`];
    });
  }

  /** Fails if a copy has not subscribed, or not in a way that the broker takes. */
  expectListening(advice: Pick<Explanation, 'look' | 'read'>): void {
    explain(
      {
        expected: 'each copy of accounts to subscribe to transaction:created',
        happened: [
          ...this.subscriptions(),
          ...[...this.all].flatMap(([copy, program]) => saidBy(copy, program)),
        ],
        ...advice,
      },
      () => {
        for (const copy of this.all.keys())
          expect(this.broker.facts.subscriptions(copy)).toMatchObject([
            { channel: 'transaction:created', refused: '' },
          ]);
      },
    );
  }
}

/** What a program has said last: for a failure. */
export function saidBy(copy: string, { lines }: Program): string[] {
  return lines.length === 0
    ? [`${copy} has printed nothing`]
    : [`${copy} printed:`, ...lines.slice(-3)];
}
