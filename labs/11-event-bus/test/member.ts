import type { Stan } from 'node-nats-streaming';
import type { Random } from '@workbook/testkit';

/** A copy of a service in this process: what it has asked and not got when it dies, it never gets. */
export class Member {
  /** Resolves when it has died. */
  readonly died: Promise<void>;
  #die = (): void => undefined;
  #isDead = false;
  #underWay = 0;

  constructor(
    readonly name: string,
    readonly stan: Stan,
    private readonly database: Database,
  ) {
    this.died = new Promise((resolve) => (this.#die = resolve));
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** True if it has asked something and has no answer yet. */
  get isBusy(): boolean {
    return this.#underWay > 0;
  }

  die(): void {
    this.#isDead = true;
    this.#die();
  }

  /** One request to the database of its service. */
  async ask<Result>(execute: () => Result): Promise<Result> {
    this.#underWay++;
    const done = await this.database.answer(this);
    this.#underWay--;
    return done ? execute() : new Promise(() => undefined);
  }
}

/** One of so many requests is slow. */
const SLOW = 12;
/** So many turns of the process it takes then, at most; otherwise one or two. */
const SLOWEST = 60;

/** The databases of all services: each request takes some turns of the process, or waits until they answer again. */
export class Database {
  #underWay = 0;
  #late: Promise<void> | undefined;

  constructor(private readonly drawn: Random) {}

  /** True if a request is under way; those that wait for a late answer are not. */
  get isBusy(): boolean {
    return this.#underWay > 0;
  }

  /** Has all requests wait from now on. @returns what lets them go on */
  hold(): () => void {
    let goOn = (): void => undefined;
    this.#late = new Promise((resolve) => (goOn = resolve));
    return () => {
      this.#late = undefined;
      goOn();
    };
  }

  /** @returns false if the one that asks has died meanwhile */
  async answer(member: Member): Promise<boolean> {
    await this.#late;
    this.#underWay++;
    const turns = 1 + this.drawn.below(this.drawn.below(SLOW) === 0 ? SLOWEST : 2);
    for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
    this.#underWay--;
    return !member.isDead;
  }
}
