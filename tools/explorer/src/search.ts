import { type Action, isSame } from './action';
import { type Choices, ELSE_AGAIN } from './choices';
import type { Outcome, Standing } from './outcome';
import { shorter, type Unsafe } from './unsafe';

/** True if the order of two actions is of no consequence. */
export type Independent = (one: Action, other: Action) => boolean;

/** A place where schedules part. */
interface Fork {
  /** Undefined where the ways are outcomes of one action. */
  readonly actions: readonly Action[] | undefined;
  readonly ways: number;
  /** Actions that need no trying here: an equivalent schedule did them earlier. */
  readonly asleep: readonly Action[];
  /** Actions that were tried here before. */
  readonly tried: Action[];
  chosen: number;
  /** Stands for all that can follow; undefined if nobody knows. */
  readonly key: string | undefined;
  readonly before: Before;
  /** What was found behind it so far. */
  readonly behind: Behind;
}

/** What a schedule had behind it at a fork. */
interface Before extends Pick<Outcome, 'steps' | 'faults' | 'switches'> {
  /** Decisions. */
  readonly taken: number;
}

/** How many schedules there are, how many of them end badly, and the shortest of these. */
export interface Behind {
  schedules: number;
  bad: number;
  worst: Unsafe | undefined;
}

/**
 * Goes through all schedules in order, one run after the other. Of schedules that differ only in
 * the order of actions that have nothing to do with each other, it takes one: what was tried at a
 * fork is not tried again further down until something happens that it depends on (sleep sets).
 */
export class Search implements Choices {
  readonly #forks: Fork[] = [];
  readonly #independent: Independent;
  /** Which way to take at a new fork, of those that are awake. */
  readonly #first: (awake: number) => number;
  /** What lies behind each state that was left behind; undefined if each schedule is to be run. */
  readonly #done: Map<string, Behind> | undefined;
  readonly #behind: Behind = nothing();
  #depth = 0;

  /** @param done what lies behind states: where one comes again, that is counted, and not run again */
  constructor(
    independent: Independent,
    first: (awake: number) => number = () => 0,
    done?: Map<string, Behind>,
  ) {
    this.#independent = independent;
    this.#first = first;
    this.#done = done;
  }

  pick(actions: readonly Action[], standing: Standing): number | undefined {
    const known = this.#known(actions.length);
    if (known) return known.chosen;
    const asleep = this.#asleep();
    const awake = [...actions.keys()].filter((index) => !isIn(asleep, actions[index]!));
    if (awake.length === 0) return undefined;
    const key = this.#done && keyOf(standing.key(), asleep);
    const done = key === undefined ? undefined : this.#done!.get(key);
    if (done) {
      this.#count({ ...done, worst: done.worst && this.#after(standing, done.worst) });
      return undefined;
    }
    const nth = this.#first(awake.length);
    const tried = awake.slice(0, nth).map((index) => actions[index]!);
    const { steps, faults, switches } = standing;
    const before = { steps, faults, switches, taken: this.taken.length };
    const fork = { actions, ways: actions.length, asleep, tried, key, before };
    return this.#add({ ...fork, chosen: awake[nth]! });
  }

  branch(outcomes: number): number {
    const known = this.#known(outcomes);
    if (known) return known.chosen;
    const chosen = this.#first(outcomes);
    const fork = { actions: undefined, asleep: [], tried: [], key: undefined, before: NOTHING };
    return this.#add({ ...fork, ways: outcomes, chosen });
  }

  get taken(): readonly number[] {
    const forks = this.#forks.slice(0, this.#depth).filter(({ ways }) => ways > 1);
    return forks.map(({ chosen }) => chosen);
  }

  /** All that was counted; whole when there is no next schedule. */
  get behind(): Readonly<Behind> {
    return this.#behind;
  }

  /** Says how this schedule has ended. */
  count(outcome: Outcome): void {
    const worst = outcome.wrong === undefined ? undefined : { outcome, decisions: this.taken };
    this.#count({ schedules: 1, bad: worst ? 1 : 0, worst });
  }

  /** Turns to the next schedule; false after the last one. */
  advance(): boolean {
    this.#depth = 0;
    for (let fork = this.#forks.at(-1); fork; this.#leave(), fork = this.#forks.at(-1)) {
      if (fork.actions) fork.tried.push(fork.actions[fork.chosen]!);
      do fork.chosen++;
      while (
        fork.actions &&
        fork.chosen < fork.ways &&
        isIn(fork.asleep, fork.actions[fork.chosen]!)
      );
      if (fork.chosen < fork.ways) return true;
    }
    return false;
  }

  #known(ways: number): Fork | undefined {
    const fork = this.#forks[this.#depth];
    if (!fork) return undefined;
    this.#depth++;
    if (fork.ways === ways) return fork;
    throw new Error(ELSE_AGAIN);
  }

  /** All ways of the last fork were gone. */
  #leave(): void {
    const { key, before, behind } = this.#forks.pop()!;
    if (key !== undefined)
      this.#done!.set(key, { ...behind, worst: behind.worst && without(before, behind.worst) });
    this.#count(behind);
  }

  /** Says that this lies behind the last fork. */
  #count({ schedules, bad, worst }: Readonly<Behind>): void {
    const { behind } = this.#forks.at(-1) ?? { behind: this.#behind };
    behind.schedules += schedules;
    behind.bad += bad;
    if (worst) behind.worst = shorter(behind.worst, worst);
  }

  /** `rest` as the end of the schedule that stands there now. */
  #after({ steps, faults, switches }: Standing, { outcome, decisions }: Unsafe): Unsafe {
    return {
      outcome: {
        wrong: outcome.wrong,
        steps: steps + outcome.steps,
        faults: faults + outcome.faults,
        switches: switches + outcome.switches,
      },
      decisions: [...this.taken, ...decisions],
    };
  }

  #add(fork: Omit<Fork, 'behind'>): number {
    this.#forks.push({ ...fork, behind: nothing() });
    this.#depth++;
    return fork.chosen;
  }

  /** What stays asleep after the last action: what it has nothing to do with. */
  #asleep(): Action[] {
    let last = this.#depth - 1;
    while (last >= 0 && !this.#forks[last]!.actions) last--;
    if (last < 0) return [];
    const { actions, asleep, tried, chosen } = this.#forks[last]!;
    const done = actions![chosen]!;
    return [...asleep, ...tried].filter((action) => this.#independent(action, done));
  }
}

const NOTHING: Before = { steps: 0, faults: 0, switches: 0, taken: 0 };

function nothing(): Behind {
  return { schedules: 0, bad: 0, worst: undefined };
}

/** What is left of a schedule when what it had behind it is taken away. */
function without(before: Before, { outcome, decisions }: Unsafe): Unsafe {
  return {
    outcome: {
      wrong: outcome.wrong,
      steps: outcome.steps - before.steps,
      faults: outcome.faults - before.faults,
      switches: outcome.switches - before.switches,
    },
    decisions: decisions.slice(before.taken),
  };
}

function keyOf(state: string | undefined, asleep: readonly Action[]): string | undefined {
  if (state === undefined) return undefined;
  const names = asleep.map((action) => {
    const what = action.kind === 'send' ? '' : action.operation;
    const how = action.kind === 'crash' ? action.saved : '';
    return `${action.kind}.${action.event}.${action.delivery}.${action.copy}.${what}.${how}`;
  });
  return `${state} ${names.sort().join()}`;
}

function isIn(list: readonly Action[], action: Action): boolean {
  return list.some((other) => isSame(other, action));
}
