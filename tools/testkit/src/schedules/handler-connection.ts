import type { Connection } from 'mongoose';
import type { Errand } from './errand';

/** A connection of mongoose for one handling at a time, and what was opened over it. */
export class HandlerConnection<Opened> {
  /** Undefined while nobody uses it. */
  errand: Errand | undefined;
  #underWay = 0;
  #answered: (() => void) | undefined;

  constructor(
    private readonly connection: Connection,
    readonly opened: Opened,
  ) {
    const answered = (): void => {
      this.#underWay--;
      const look = this.#answered;
      this.#answered = undefined;
      look?.();
    };
    const client = connection.getClient();
    client.on('commandStarted', () => this.#underWay++);
    client.on('commandSucceeded', answered);
    client.on('commandFailed', answered);
  }

  /** Resolves when nothing is asked over it, and nothing is about to be: also not by what nobody awaits. */
  async idle(): Promise<void> {
    do {
      while (this.#underWay > 0) await new Promise<void>((resolve) => (this.#answered = resolve));
      await new Promise(setImmediate);
    } while (this.#underWay > 0);
  }

  async close(): Promise<void> {
    await this.connection.close(true);
  }
}
