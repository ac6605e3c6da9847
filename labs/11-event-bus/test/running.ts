import { EventEmitter } from 'node:events';
import { setTimeout as later } from 'node:timers/promises';
import type { Stan } from 'node-nats-streaming';
import { inOwnTime } from '@workbook/testkit';
import type { Running } from '../src/bus/shutdown';
import * as file from '../src/bus/shutdown';

/** How long something takes, in ms, and what comes of it; `never` if it does not come back. */
export type Takes = number | 'never' | { readonly ms: number; readonly fails: string };

/** What a service has running in a test: how long each takes to end. */
export interface Plan {
  readonly parts: readonly Takes[];
  readonly bus: Takes;
  readonly database: Takes;
}

/** A client of the broker that says goodbye as long as the test wants. */
class FakeBus extends EventEmitter {
  constructor(private readonly end: () => Promise<unknown>) {
    super();
  }

  close(): void {
    const tell = (error: unknown): boolean => this.emit('close', error);
    void this.end().then(() => tell(null), tell);
  }
}

/** A call of `shutDown()`, and what has become of it so far. */
export class Ending {
  /** What was asked for and what has ended, in order. */
  readonly log: string[] = [];
  /** `true`, `false`, or how it rejected; undefined while it has not come back. */
  came: string | undefined;

  /** @param deadline ms */
  constructor(plan: Plan, deadline: number) {
    const part = (name: string, takes: Takes) => () => this.#end(name, takes);
    const running: Running = {
      taking: plan.parts.map((takes, index) => ({ stop: part(`part ${index + 1}`, takes) })),
      stan: new FakeBus(part('the bus', plan.bus)) as unknown as Stan,
      database: { close: part('the database', plan.database) },
    };
    void inOwnTime(async () => file.shutDown(running, deadline)).then(
      (isDone) => (this.came = String(isDone)),
      (error: unknown) => (this.came = `a rejection: ${String(error)}`),
    );
  }

  async #end(name: string, takes: Takes): Promise<void> {
    this.log.push(`${name} is asked to end`);
    if (takes === 'never') return new Promise(() => undefined);
    const { ms, fails } = typeof takes === 'number' ? { ms: takes, fails: undefined } : takes;
    await inOwnTime(() => later(ms));
    this.log.push(fails === undefined ? `${name} has ended` : `${name} has failed`);
    if (fails !== undefined) throw new Error(fails);
  }
}
