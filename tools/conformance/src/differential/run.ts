import type { ServerCommand } from '@workbook/broker/process';
import { accepted } from './accepted';
import { type Difference, differencesOf, type Seen } from './difference';
import { Expectations } from './expectations';
import type { Pages } from './pages';
import { Side } from './side';
import type { Session, Step } from './step';

/** So far every observation keeps away from what servers may do by themselves. */
const MARGIN_MS = 300;
/** What takes longer than it should is allowed to come this close. */
const CLOSE_MS = 100;
/** Nothing has come for so long: nothing will. */
const QUIET_MS = 12;
/** Where the servers do not agree, one of them may be late. */
const PATIENCE_MS = [40, 80, 160];
/** A session in which something may happen at any time is over. */
const LONGEST_SEARCH_MS = 9000;
const LOOK_EVERY_MS = 20;
/** No session is so long that a heartbeat of 30 s comes, or an ackWait of 30 s passes. */
const LONGEST_SESSION_MS = 26_000;
const SECOND_MS = 1000;
const ROUNDS = 40;
const SLOW = 'the machine is slow';
const TIE = 'a message came again as it became too old';

export interface Outcome {
  /** The number of steps that were compared. */
  readonly compared: number;
  /** After the last of them; none if the servers were the same throughout. */
  readonly differences: readonly Difference[];
  /** Why the session ended before its last step; empty if it did not. */
  readonly cut: string;
  /** Another time it may get further. */
  readonly isRetried: boolean;
  /** A server did not start, or ended by itself. */
  readonly isBroken: boolean;
}

/** What is seen of a step, for who wants to watch. */
export type Watch = (step: Step, seen: readonly [readonly Seen[], readonly Seen[]]) => void;

/** Runs a session on two servers at once, step by step, until they differ. */
export class Run {
  readonly #session: Session;
  readonly #sides: readonly [Side, Side];
  readonly #watch: Watch;
  readonly #expectations: Expectations;
  #looked = 0;

  constructor(
    session: Session,
    commands: readonly [ServerCommand, ServerCommand],
    watch: Watch = () => undefined,
  ) {
    this.#session = session;
    this.#watch = watch;
    this.#sides = [
      new Side(commands[0], session.settings),
      new Side(commands[1], session.settings),
    ];
    this.#expectations = new Expectations(session.settings, this.#sides);
  }

  async outcome(): Promise<Outcome> {
    try {
      await this.#both((side) => side.start());
      return await this.#steps();
    } finally {
      await this.#both((side) => side.remove());
    }
  }

  async #steps(): Promise<Outcome> {
    const { steps } = this.#session;
    const begin = Date.now();
    const end = (compared: number, differences: readonly Difference[], cut = ''): Outcome => {
      return { compared, differences, cut, isRetried: cut === SLOW, isBroken: false };
    };
    for (const [index, step] of steps.entries()) {
      const start = await this.#clearMoment(step);
      if (start === undefined) return end(index, [], 'something may happen at any time');
      if (start - begin > LONGEST_SESSION_MS) return end(index, [], 'it takes long');
      if (this.#isTie(start)) return end(index, [], TIE);
      for (const { journal } of this.#sides) journal.clear();
      await this.#both((side) => side.perform(step));
      if (this.#sides.some((side) => side.isGone))
        return end(index + 1, differencesOf(this.#heard()));
      if (step.do === 'wait') await this.#wait(start + step.seconds * SECOND_MS);
      const looked = Date.now();
      if (this.#isTie(looked)) return end(index, [], TIE);
      await this.#settle(step);
      await this.#acknowledge();
      const differences = await this.#compare(step);
      const from = step.do === 'wait' ? looked : start;
      const isLate = !this.#expectations.isClear(from - CLOSE_MS, Date.now() + CLOSE_MS);
      if (isLate) return end(index, [], SLOW);
      if (differences.length > 0) {
        const reason = accepted(differences, this.#session, index + 1);
        return reason ? end(index + 1, [], reason) : end(index + 1, differences);
      }
      this.#expectations.after(step, start);
    }
    return end(steps.length, []);
  }

  /** Since it was asked last. */
  #isTie(now: number): boolean {
    const from = this.#looked;
    this.#looked = now;
    return this.#expectations.isTie(from, now, MARGIN_MS);
  }

  async #both(what: (side: Side) => Promise<void>): Promise<void> {
    await Promise.all(this.#sides.map(what));
  }

  /** Waits until nothing can happen while the step is on its way. @returns the time; undefined if there is none */
  async #clearMoment(step: Step): Promise<number | undefined> {
    const length = step.do === 'wait' ? 0 : lengthOf(step);
    const last = Date.now() + LONGEST_SEARCH_MS;
    for (let at = Date.now(); at < last; at += LOOK_EVERY_MS) {
      if (!this.#expectations.isClear(at - MARGIN_MS, at + length + MARGIN_MS)) continue;
      await this.#sleepUntil(at);
      return at;
    }
    return undefined;
  }

  async #sleepUntil(time: number): Promise<void> {
    const rest = time - Date.now();
    if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
  }

  /** Lets time pass at least until `end`; what happens meanwhile may happen again. */
  async #wait(end: number): Promise<void> {
    const last = end + LONGEST_SEARCH_MS;
    for (let at = end; at < last; at += LOOK_EVERY_MS) {
      await this.#sleepUntil(at);
      this.#expectations.more();
      if (
        this.#expectations.isClear(
          at - MARGIN_MS,
          at + MARGIN_MS + lengthOf({ do: 'wait', seconds: 0 }),
        )
      )
        return;
    }
  }

  async #settle(step: Step): Promise<void> {
    await this.#both((side) => side.settle());
    await this.#both((side) => side.quiet(step.do === 'wait' ? QUIET_MS : quietAfter(step)));
    await this.#agreed(() => differencesOf(this.#heard()));
  }

  /** Acknowledges what subscriptions that do so at once have had, one member of a group at a time. */
  async #acknowledge(): Promise<void> {
    for (let round = 0; round < ROUNDS; round++) {
      const turn = new Set<string>();
      const [first] = this.#sides;
      const numbers = [...first.subscriptions.all].flatMap(({ step }) => {
        const group = step.queue && JSON.stringify([step.channel, step.durable, step.queue]);
        if (!step.acks || turn.has(group) || first.subscriptions.unacked(step.sub).length === 0)
          return [];
        if (group) turn.add(group);
        return [step.sub];
      });
      if (numbers.length === 0) return;
      await this.#both(async (side) => {
        const { subscriptions } = side;
        for (const number of numbers) {
          if (subscriptions.get(number))
            subscriptions.acknowledge(number, number, subscriptions.unacked(number));
        }
        await side.settle();
        await side.quiet(QUIET_MS);
      });
      await this.#agreed(() => differencesOf(this.#heard()));
    }
  }

  /** @returns what is not the same even after a while */
  async #agreed(differences: () => Difference[] | Promise<Difference[]>): Promise<Difference[]> {
    let found = await differences();
    for (const patience of PATIENCE_MS) {
      if (found.length === 0) break;
      await this.#both((side) => side.quiet(patience));
      found = await differences();
    }
    return found;
  }

  async #compare(step: Step): Promise<Difference[]> {
    let pages: [Pages, Pages] | undefined;
    const found = await this.#agreed(async () => {
      const [one, other] = this.#sides;
      pages = await Promise.all([one.pages(), other.pages()]);
      const [ours, theirs] = this.#heard();
      return differencesOf([
        [...ours, ...pages[0].seen],
        [...theirs, ...pages[1].seen],
      ]);
    });
    this.#watch(step, this.#heard());
    for (const { pending } of pages!) {
      for (const [name, count] of pending) if (count === 0) this.#expectations.still(name);
    }
    return found;
  }

  #heard(): readonly [readonly Seen[], readonly Seen[]] {
    return [this.#sides[0].journal.seen, this.#sides[1].journal.seen];
  }
}

/** How long a step takes at most: what others get of a member that leaves comes after a tenth of a second. */
function lengthOf(step: Step): number {
  switch (step.do) {
    case 'connect':
      return 750;
    case 'restart':
      return 1500;
    case 'end':
    case 'close':
    case 'subscribe':
      return 350;
    default:
      return 150;
  }
}

/** How long nothing must have come after a step. */
function quietAfter(step: Step): number {
  return step.do === 'end' || step.do === 'close' || step.do === 'connect' ? 130 : QUIET_MS;
}
