import { type Action, isSame } from './action';
import { type Choices, ELSE_AGAIN } from './choices';

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
  #depth = 0;

  constructor(independent: Independent, first: (awake: number) => number = () => 0) {
    this.#independent = independent;
    this.#first = first;
  }

  pick(actions: readonly Action[]): number | undefined {
    const known = this.#known(actions.length);
    if (known) return known.chosen;
    const asleep = this.#asleep();
    const awake = [...actions.keys()].filter((index) => !isIn(asleep, actions[index]!));
    if (awake.length === 0) return undefined;
    const nth = this.#first(awake.length);
    const tried = awake.slice(0, nth).map((index) => actions[index]!);
    return this.#add({ actions, ways: actions.length, asleep, tried, chosen: awake[nth]! });
  }

  branch(outcomes: number): number {
    const known = this.#known(outcomes);
    if (known) return known.chosen;
    const chosen = this.#first(outcomes);
    return this.#add({ actions: undefined, ways: outcomes, asleep: [], tried: [], chosen });
  }

  get taken(): readonly number[] {
    const forks = this.#forks.slice(0, this.#depth).filter(({ ways }) => ways > 1);
    return forks.map(({ chosen }) => chosen);
  }

  /** Turns to the next schedule; false after the last one. */
  advance(): boolean {
    this.#depth = 0;
    for (let fork = this.#forks.at(-1); fork; this.#forks.pop(), fork = this.#forks.at(-1)) {
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

  #add(fork: Fork): number {
    this.#forks.push(fork);
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

function isIn(list: readonly Action[], action: Action): boolean {
  return list.some((other) => isSame(other, action));
}
