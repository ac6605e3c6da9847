import path from 'node:path';
import { list } from '@workbook/history';
import type { Program, TestBroker } from '@workbook/world';
import { explain } from '../failure';
import type { CopyElsewhere, Told } from './copies';

/** Where and when a process runs, as far as it can tell. */
export interface Place {
  /**
   * What it finds as the name of its host; the real one unless given. Nothing of the files is there that
   * are in the folders of this one: it runs in another, with other folders for its own and for short-lived files.
   */
  readonly host?: string;
  /** How much later its clock shows, in milliseconds. */
  readonly later?: number;
}

/** A year and a bit: another year, month, day of the month, day of the week and hour. */
export const NEXT_YEAR = (400 * 24 + 5) * 3_600_000;

const RUNNER = path.join(__dirname, 'run-copies.ts');

/**
 * Copies of services in a process of their own: with a process id, variables of modules and random names
 * of its own and, if a test says so, on another host and another day.
 */
export class Elsewhere {
  readonly #broker: TestBroker;
  readonly #program: Program;
  readonly #copies: readonly CopyElsewhere[];

  private constructor(broker: TestBroker, program: Program, copies: readonly CopyElsewhere[]) {
    this.#broker = broker;
    this.#program = program;
    this.#copies = copies;
  }

  /** Starts the copies, one after the other; fails with what the process said if they do not all listen. */
  static async start(
    broker: TestBroker,
    copies: readonly CopyElsewhere[],
    { host, later = 0 }: Place = {},
  ): Promise<Elsewhere> {
    const program = await broker.startProgram(RUNNER, {
      tells: true,
      env: {
        COPIES: JSON.stringify(copies),
        ANOTHER_DAY: String(later),
        ...(host !== undefined && { ANOTHER_HOST: host }),
      },
    });
    const elsewhere = new Elsewhere(broker, program, copies);
    // Where both cores are busy, the start of a process takes long; a test may take twice as long as this.
    const allListen = (told: object): boolean => (told as Told).kind === 'all listen';
    const listens = (await program.tells(allListen)) || (await program.tells(allListen));
    const clients = copies.map(({ clientID }) => clientID);
    elsewhere.#expect(
      listens,
      'to start in a process of its own',
      listens ? [] : [await howItEnded(program), ...broker.facts.asked(clients)],
    );
    return elsewhere;
  }

  /** The numbers of the events that a copy has handled: all of them after `end`. */
  handledBy(clientID: string): number[] {
    return toldBy(this.#program).flatMap((told) =>
      told.kind === 'handled' && told.clientID === clientID ? [told.sequence] : [],
    );
  }

  /** Closes the connections when nothing is under way any more, and waits for the end of the process. */
  async end(): Promise<void> {
    const { facts } = this.#broker;
    // A real server's test does not know of the clients over there.
    for (let before = -1; before !== facts.all.length;) {
      before = facts.all.length;
      await this.#broker.settled();
      await this.#program.hears();
    }
    await this.#program.signal('SIGTERM');
    const ended = await this.#program.ended();
    this.#expect(ended !== undefined, 'to end when its connections are closed', [
      'its process had not ended after 4 s',
    ]);
  }

  #expect(holds: boolean, what: string, happened: readonly string[]): void {
    const files = list([...new Set(this.#copies.map(({ file }) => `src/${path.basename(file)}`))]);
    explain(
      {
        expected: `${files} ${what}`,
        happened,
        look: files,
        read: 'README.md, "Steps"',
      },
      () => expect(holds).toBe(true),
    );
  }
}

function toldBy(program: Program): readonly Told[] {
  return program.told as readonly Told[];
}

async function howItEnded(program: Program): Promise<string> {
  const exit = await program.ended(0);
  const failed = toldBy(program).find((told) => told.kind === 'failed');
  const said = failed?.error ?? program.lines.at(-1);
  const what = exit ? `it ended with code ${exit.code}` : 'it did not listen after 8 s';
  return said === undefined ? what : `${what}, and said: ${said.trim()}`;
}
