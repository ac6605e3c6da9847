import type { ServerCommand } from '@workbook/broker/process';
import type { Difference } from './difference';
import { Pool } from './pool';
import { type Outcome, Run } from './run';
import { shrink } from './shrink';
import type { Settings, Step } from './step';
import { printedToken, sessionOf, type Shrunk, whole } from './token';

/** A session that is too slow, or a server that does not start, has other chances. */
const ATTEMPTS = 3;
/** So often must a difference be seen before it is one. */
const CONFIRMATIONS = 3;

/** A session in which the servers differ. */
export interface Finding {
  readonly shrunk: Shrunk;
  readonly differences: readonly Difference[];
  readonly kind: string;
}

export interface Report {
  sessions: number;
  steps: number;
  same: number;
  /** How many ended before their last step, and were the same until then; by the reason. */
  readonly cut: Map<string, number>;
  readonly findings: Finding[];
  /** How many more differ in what looks like the same way; by kind. */
  readonly alike: Map<string, number>;
  /** Sessions in which the first server is not like itself. */
  readonly unsteady: { readonly shrunk: Shrunk; readonly differences: readonly Difference[] }[];
  /** Sessions that differed once and not again. */
  readonly unconfirmed: string[];
  /** Sessions in which a server did not start, or ended by itself, each time; with what it said. */
  readonly broken: string[];
}

export interface Hunt {
  /** The judge, and the one that is judged. */
  readonly commands: readonly [ServerCommand, ServerCommand];
  readonly firstSeed: number;
  readonly sessions: number;
  readonly store: Settings['store'] | undefined;
  /** Sessions at the same time. */
  readonly atOnce: number;
  readonly progress: (report: Report) => void;
  /** Told of a session that differs before it is made shorter. */
  readonly found: (finding: Finding) => void;
}

/** Runs a session for each seed, and makes each that differs as short as it goes. */
export async function hunt(options: Hunt): Promise<Report> {
  const hunter = new Hunter(options);
  await hunter.run();
  return hunter.report;
}

class Hunter {
  readonly report: Report = {
    sessions: 0,
    steps: 0,
    same: 0,
    cut: new Map(),
    findings: [],
    alike: new Map(),
    unsteady: [],
    unconfirmed: [],
    broken: [],
  };
  readonly #hunt: Hunt;
  readonly #pool: Pool;
  /** Of differences that look the same, one is made shorter. */
  readonly #kinds = new Set<string>();

  constructor(hunt: Hunt) {
    this.#hunt = hunt;
    this.#pool = new Pool(hunt.atOnce);
  }

  async run(): Promise<void> {
    const { firstSeed, sessions, atOnce } = this.#hunt;
    let next = firstSeed;
    const worker = async (): Promise<void> => {
      while (next < firstSeed + sessions) await this.#session(next++);
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
  }

  async #session(seed: number): Promise<void> {
    const all = whole(seed, this.#hunt.store);
    const outcome = await this.#outcome(all);
    const { report } = this;
    report.sessions += 1;
    report.steps += outcome.compared;
    if (outcome.differences.length > 0) {
      await this.#examine({ ...all, kept: all.kept.slice(0, outcome.compared) }, outcome);
    } else if (outcome.isBroken) report.broken.push(`${printedToken(all)}: ${outcome.cut}`);
    else if (outcome.cut) count(report.cut, outcome.cut);
    else report.same += 1;
    this.#hunt.progress(report);
  }

  async #examine(shrunk: Shrunk, { differences }: Outcome): Promise<void> {
    const { report } = this;
    const unsteady = await this.#isUnsteady(shrunk);
    if (unsteady) {
      report.unsteady.push({ shrunk, differences: unsteady });
      return;
    }
    const kind = kindOf(sessionOf(shrunk).steps.at(-1)!, differences);
    this.#hunt.found({ shrunk, differences, kind });
    const again = await this.#confirmed(shrunk);
    if (!again) {
      report.unconfirmed.push(printedToken(shrunk));
    } else if (this.#kinds.has(kind)) count(report.alike, kind);
    else {
      this.#kinds.add(kind);
      report.findings.push({ ...(await this.#shortest(shrunk, again, kind)), kind });
    }
  }

  /** @returns the session as it is, if what is shorter does not differ each time */
  async #shortest(
    shrunk: Shrunk,
    differences: readonly Difference[],
    kind: string,
  ): Promise<Omit<Finding, 'kind'>> {
    const short = await shrink(shrunk, async (candidate) => {
      const outcome = await this.#outcome(candidate);
      const last = sessionOf(candidate).steps[outcome.compared - 1];
      return outcome.differences.length > 0 && kindOf(last!, outcome.differences) === kind;
    });
    const confirmed = await this.#confirmed(short);
    return confirmed ? { shrunk: short, differences: confirmed } : { shrunk, differences };
  }

  /** @returns where the first server differs from itself, if it does */
  async #isUnsteady(shrunk: Shrunk): Promise<readonly Difference[] | undefined> {
    const [judge] = this.#hunt.commands;
    for (let attempt = 0; attempt < 2; attempt++) {
      const { differences } = await this.#outcome(shrunk, [judge, judge]);
      if (differences.length > 0) return differences;
    }
    return undefined;
  }

  /** @returns what differs each time; undefined if it does not */
  async #confirmed(shrunk: Shrunk): Promise<readonly Difference[] | undefined> {
    let differences: readonly Difference[] = [];
    for (let time = 0; time < CONFIRMATIONS; time++) {
      ({ differences } = await this.#outcome(shrunk));
      if (differences.length === 0) return undefined;
    }
    return (await this.#isUnsteady(shrunk)) ? undefined : differences;
  }

  async #outcome(shrunk: Shrunk, commands = this.#hunt.commands): Promise<Outcome> {
    const session = sessionOf(shrunk);
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.#pool
        .run(async () => new Run(session, commands).outcome())
        .catch((error: unknown) => failed(error));
      if (!outcome.isRetried || attempt === ATTEMPTS) return outcome;
    }
  }
}

/** A server that does not start, or ends by itself. */
function failed(error: unknown): Outcome {
  const cut = error instanceof Error ? error.message : String(error);
  return {
    compared: 0,
    differences: [],
    cut,
    isRetried: true,
    isBroken: true,
  };
}

/** What stands for all differences that look the same: what was done, and in what it showed first. */
function kindOf(step: Step, differences: readonly Difference[]): string {
  const { place } = differences[0]!;
  return `${step.do}: ${'page' in place ? `${place.page} ${place.field}` : place.what}`;
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
