import { accepted } from './accepted';
import type { Pages } from './pages';
import type { Command } from './server';
import { Side } from './side';
import type { Session, Step } from './step';
import { Timers } from './timers';

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
/** An ackWait of more seconds does not pass in a session. */
const LONG_ACK_WAIT_S = 25;
const SECOND_MS = 1000;
/** How long a store on disk may take to notice that a message is too old, beyond its age. */
const AGE_ON_DISK_MS = 2300;
/** How long a client may take to answer a heartbeat in sessions with heartbeats: see draw.ts. */
export const HEARTBEAT_TIMEOUT_MS = 600;
const ROUNDS = 40;
const SLOW = 'the machine is slow';
const TIE = 'a message came again as it became too old';

/** Where two servers are not the same. */
export interface Difference {
  readonly key: string;
  readonly values: readonly [string, string];
}

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
export type Watch = (step: Step, lines: readonly [Lines, Lines]) => void;
type Lines = ReadonlyMap<string, string>;

/** Runs a session on two servers at once, step by step, until they differ. */
export class Run {
  readonly #session: Session;
  readonly #sides: readonly [Side, Side];
  readonly #watch: Watch;
  readonly #timers = new Timers();
  readonly #arrivalsSeen = [0, 0];
  readonly #heartbeatsSeen = new Map<unknown, number>();
  #looked = 0;

  constructor(
    session: Session,
    commands: readonly [Command, Command],
    watch: Watch = () => undefined,
  ) {
    this.#session = session;
    this.#watch = watch;
    this.#sides = [
      new Side(commands[0], session.settings),
      new Side(commands[1], session.settings),
    ];
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
        return end(index + 1, differencesOf(this.#lines()));
      if (step.do === 'wait') await this.#wait(start + step.seconds * SECOND_MS);
      const looked = Date.now();
      if (this.#isTie(looked)) return end(index, [], TIE);
      await this.#settle(step);
      await this.#acknowledge();
      const differences = await this.#compare(step);
      const from = step.do === 'wait' ? looked : start;
      const isLate = !this.#timers.isClear(from - CLOSE_MS, Date.now() + CLOSE_MS);
      if (isLate) return end(index, [], SLOW);
      if (differences.length > 0) {
        const reason = accepted(differences, this.#session, index + 1);
        return reason ? end(index + 1, [], reason) : end(index + 1, differences);
      }
      this.#expect(step, start);
    }
    return end(steps.length, []);
  }

  /** Since it was asked last. */
  #isTie(now: number): boolean {
    const from = this.#looked;
    this.#looked = now;
    return this.#timers.isTie(from, now, MARGIN_MS);
  }

  async #both(what: (side: Side) => Promise<void>): Promise<void> {
    await Promise.all(this.#sides.map(what));
  }

  /** Waits until nothing can happen while the step is on its way. @returns the time; undefined if there is none */
  async #clearMoment(step: Step): Promise<number | undefined> {
    const length = step.do === 'wait' ? 0 : lengthOf(step);
    const last = Date.now() + LONGEST_SEARCH_MS;
    for (let at = Date.now(); at < last; at += LOOK_EVERY_MS) {
      if (!this.#timers.isClear(at - MARGIN_MS, at + length + MARGIN_MS)) continue;
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
      this.#expectMore();
      if (
        this.#timers.isClear(at - MARGIN_MS, at + MARGIN_MS + lengthOf({ do: 'wait', seconds: 0 }))
      )
        return;
    }
  }

  async #settle(step: Step): Promise<void> {
    await this.#both((side) => side.settle());
    await this.#both((side) => side.quiet(step.do === 'wait' ? QUIET_MS : quietAfter(step)));
    await this.#agreed(() => differencesOf(this.#lines()));
  }

  /** Acknowledges what subscriptions that do so at once have had, one member of a group at a time. */
  async #acknowledge(): Promise<void> {
    for (let round = 0; round < ROUNDS; round++) {
      const turn = new Set<string>();
      const [first] = this.#sides;
      const numbers = [...first.subscriptions.values()].flatMap(({ step }) => {
        const group = step.queue && JSON.stringify([step.channel, step.durable, step.queue]);
        if (!step.acks || turn.has(group) || first.unacked(step.sub).length === 0) return [];
        if (group) turn.add(group);
        return [step.sub];
      });
      if (numbers.length === 0) return;
      await this.#both(async (side) => {
        for (const number of numbers) {
          if (side.subscriptions.has(number))
            side.acknowledge(number, number, side.unacked(number));
        }
        await side.settle();
        await side.quiet(QUIET_MS);
      });
      await this.#agreed(() => differencesOf(this.#lines()));
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
      const [ours, theirs] = this.#lines();
      return differencesOf([
        new Map([...ours, ...pages[0].lines]),
        new Map([...theirs, ...pages[1].lines]),
      ]);
    });
    this.#watch(step, this.#lines());
    for (const { pending } of pages!) {
      for (const [name, count] of pending) if (count === 0) this.#timers.still(name, Date.now());
    }
    return found;
  }

  #lines(): readonly [Lines, Lines] {
    return [this.#sides[0].journal.lines, this.#sides[1].journal.lines];
  }

  /** What may happen after a step. */
  #expect(step: Step, start: number): void {
    const { maxAge, maxInactivity, store, heartbeats } = this.#session.settings;
    const now = Date.now();
    if (step.do === 'restart') this.#expectAfterRestart();
    this.#expectMore();
    for (const at of [start, now]) {
      if (maxAge > 0)
        this.#timers.moment(at + maxAge * SECOND_MS, store === 'file' ? AGE_ON_DISK_MS : 0);
      if (maxAge > 0 && step.do === 'publish') this.#timers.end(at + maxAge * SECOND_MS);
      if (maxInactivity > 0) this.#timers.moment(at + maxInactivity * SECOND_MS);
    }
    if (heartbeats > 0) this.#expectHeartbeats(heartbeats * SECOND_MS);
  }

  /** What came may come again. */
  #expectMore(): void {
    for (const [index, side] of this.#sides.entries()) {
      for (const { inbox, at } of side.arrivals.slice(this.#arrivalsSeen[index])) {
        for (const { step, inbox: own } of side.subscriptions.values()) {
          if (own !== inbox || step.ackWait >= LONG_ACK_WAIT_S) continue;
          this.#timers.beat(`s${step.sub}`, at, step.ackWait * SECOND_MS);
        }
      }
      this.#arrivalsSeen[index] = side.arrivals.length;
    }
  }

  /** What is pending is due when it was stored + ackWait, or at the start. */
  #expectAfterRestart(): void {
    for (const side of this.#sides) {
      for (const { step, slot, inbox } of side.subscriptions.values()) {
        if (step.ackWait >= LONG_ACK_WAIT_S) continue;
        const name = `s${step.sub}`;
        const every = step.ackWait * SECOND_MS;
        this.#timers.beat(name, side.readyAt, every);
        for (const { stored } of slot.received.get(inbox) ?? [])
          this.#timers.beat(name, stored, every);
      }
    }
  }

  /** A client that does not answer is given up some time after it was asked last. */
  #expectHeartbeats(every: number): void {
    for (const side of this.#sides) {
      for (const slot of side.slots) {
        if (slot.answersHeartbeats && slot.isOpen) continue;
        for (const [inbox, times] of slot.heartbeats) {
          for (const at of [...times, side.readyAt]) {
            if (Date.now() - at > 2 * (every + HEARTBEAT_TIMEOUT_MS)) continue;
            const key = `${inbox} ${at}`;
            if (this.#heartbeatsSeen.has(key)) continue;
            this.#heartbeatsSeen.set(key, at);
            for (let beat = 0; beat < 5; beat++) {
              this.#timers.moment(at + beat * every);
              this.#timers.moment(at + beat * every + HEARTBEAT_TIMEOUT_MS);
              this.#timers.moment(at + beat * (every + HEARTBEAT_TIMEOUT_MS));
            }
          }
        }
      }
    }
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

function differencesOf([one, other]: readonly [Lines, Lines]): Difference[] {
  const keys = [...new Set([...one.keys(), ...other.keys()])];
  return keys
    .map((key) => ({ key, values: [one.get(key) ?? '', other.get(key) ?? ''] as const }))
    .filter(({ values }) => values[0] !== values[1]);
}
