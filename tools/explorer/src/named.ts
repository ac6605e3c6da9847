import type { Choices } from './choices';
import type { Move } from './move';
import { Names } from './names';
import type { Standing } from './outcome';

export const LOST_ACK = 'lost ack';

/** A move that the handler does not let happen. */
export interface Dodged {
  /** Which one it is, from 1. */
  readonly at: number;
  readonly move: string;
  /** What could have happened instead. */
  readonly possible: readonly string[];
  /** What it could mean, if that is more than one of these. */
  readonly meanings: readonly string[];
}

/**
 * Decisions by name. When the names are used up, all goes on by itself, and nothing goes wrong: who is at work
 * gets what it asks for, and then the broker sends what it has.
 */
export class Named implements Choices {
  readonly isByName = true;
  readonly taken: number[] = [];
  /** What happened, by its names, with all that came by itself. */
  readonly moves: string[] = [];
  /** What could happen when the names were used up, if it was to end there. */
  possible: readonly string[] = [];
  dodged: Dodged | undefined;
  readonly #wanted: readonly string[];
  readonly #goesOn: boolean;
  readonly #names: Names;
  #at = 0;
  #isAcknowledged = false;

  /**
   * @param wanted names
   * @param goesOn false if it ends when they are used up
   */
  constructor(
    events: readonly { channel: string; data: unknown }[],
    wanted: readonly string[],
    goesOn: boolean,
  ) {
    this.#names = new Names(events);
    this.#wanted = wanted;
    this.#goesOn = goesOn;
  }

  /** True if all names were used. */
  get isDone(): boolean {
    return this.#at === this.#wanted.length;
  }

  pick(moves: readonly Move[]): number | undefined {
    const names = this.#names.of(moves);
    const wanted = this.#wanted[this.#at];
    if (wanted === undefined && !this.#goesOn) {
      this.possible = this.#possible(names);
      return undefined;
    }
    const [picked, ...more] = wanted === undefined ? [0] : this.#names.find(wanted, moves);
    if (picked === undefined || more.length > 0) {
      const meanings = more.length === 0 ? [] : [picked!, ...more].map((index) => names[index]!);
      this.#dodge(this.#possible(names), meanings);
      return undefined;
    }
    if (wanted !== undefined) this.#at++;
    this.#isAcknowledged = false;
    this.moves.push(names[picked]!);
    this.#names.take(moves[picked]!);
    if (moves.length > 1) this.taken.push(picked);
    return picked;
  }

  /** Whether the ack that was just sent is lost. */
  branch(): number {
    this.#isAcknowledged = true;
    const isLost = this.#wanted[this.#at] === LOST_ACK;
    if (isLost) {
      this.#at++;
      this.#isAcknowledged = false;
      this.moves.push(LOST_ACK);
    }
    const outcome = isLost ? 1 : 0;
    this.taken.push(outcome);
    return outcome;
  }

  /** Says that nothing is left to happen. */
  end(): void {
    if (!this.isDone && !this.dodged) this.#dodge([]);
  }

  #dodge(possible: readonly string[], meanings: readonly string[] = []): void {
    this.dodged = { at: this.#at + 1, move: this.#wanted[this.#at]!, possible, meanings };
  }

  #possible(names: readonly string[]): string[] {
    const all = new Set(names);
    if (this.#isAcknowledged) all.add(LOST_ACK);
    return [...all];
  }
}

/** Decisions made by somebody else, written down by name. */
export class Noted implements Choices {
  readonly moves: string[] = [];
  readonly #names: Names;

  constructor(
    events: readonly { channel: string; data: unknown }[],
    private readonly choices: Choices,
  ) {
    this.#names = new Names(events);
  }

  get taken(): readonly number[] {
    return this.choices.taken;
  }

  pick(moves: readonly Move[], standing: Standing): number | undefined {
    const picked = this.choices.pick(moves, standing);
    if (picked === undefined) return undefined;
    this.moves.push(this.#names.of(moves)[picked]!);
    this.#names.take(moves[picked]!);
    return picked;
  }

  branch(outcomes: number): number {
    const outcome = this.choices.branch(outcomes);
    if (outcome === 1) this.moves.push(LOST_ACK);
    return outcome;
  }
}
