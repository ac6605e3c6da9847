import type { Stan } from 'node-nats-streaming';
import { inOwnTime, type Random } from '@workbook/testkit';

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

  /**
   * One request to the database of its service.
   *
   * @throws if it is refused, or its answer is lost
   */
  async ask<Result>(execute: () => Result): Promise<Result> {
    this.#underWay++;
    try {
      return await this.database.answer(this, execute);
    } finally {
      this.#underWay--;
    }
  }
}

/** One of so many requests is refused, and the answer of another is lost. */
const FAILS = 60;
/** One of so many requests is executed late, and the answer of another comes late. */
const LATE = 18;
/** So many seconds then, at most: somebody else has had the event meanwhile, and the next one. */
const LATEST = 20;
/** One of so many requests is slow. */
const SLOW = 12;
/** So many turns of the process it takes then, at most; otherwise one or two. */
const SLOWEST = 60;

/** The database of a service: each request takes some turns of the process, or waits until it answers again. */
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

  /**
   * Executes a request, unless the one that asks has died, who is answered nothing.
   *
   * @throws if it is refused, or if its answer is lost
   */
  async answer<Result>(member: Member, execute: () => Result): Promise<Result> {
    await this.#late;
    const late = this.drawn.below(LATE);
    if (late === 0) await this.#seconds();
    await this.#turns();
    const fails = this.drawn.below(FAILS);
    await this.#unlessDead(member);
    if (fails === 0) throw new Error('the database has refused this');
    const result = execute();
    if (fails === 1) throw new Error('the connection to the database broke');
    if (late === 1) await this.#seconds();
    return this.#unlessDead(member, result);
  }

  #unlessDead<Result>(member: Member, result?: Result): Promise<Result> {
    return member.isDead ? new Promise(() => undefined) : Promise.resolve(result as Result);
  }

  /** They pass as those of the broker do. */
  async #seconds(): Promise<void> {
    const ms = 1000 * (1 + this.drawn.below(LATEST));
    await inOwnTime(() => new Promise((resolve) => setTimeout(resolve, ms)));
  }

  async #turns(): Promise<void> {
    this.#underWay++;
    const turns = 1 + this.drawn.below(this.drawn.below(SLOW) === 0 ? SLOWEST : 2);
    for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
    this.#underWay--;
  }
}
