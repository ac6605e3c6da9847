import type { Passage } from '@workbook/history';
import { Consumers } from '../facts/consumers';

/** A message that was sent to somebody who has not acknowledged it. */
export interface Holding {
  readonly passage: Passage;
  /** When it was sent. */
  readonly at: number;
}

/** Who has which message in hand, by what has happened so far. */
export class Hands {
  /** By the message and whom it is for. */
  readonly #held = new Map<string, Holding>();
  /** The newest message that was handled to its end or stored, by whom it was for. */
  readonly #newest = new Map<string, number>();

  constructor(private readonly consumers: Consumers) {}

  /** @returns who had it before, of those whom it is for */
  send(passage: Passage, at: number): Holding | undefined {
    const name = this.consumers.message(passage);
    const before = this.#held.get(name);
    this.#held.set(name, { passage, at });
    return before;
  }

  acknowledge(passage: Passage): void {
    this.#held.delete(this.consumers.message(passage));
    this.finish(passage);
  }

  finish(passage: Passage): void {
    const { sequence } = passage;
    const key = this.#placeOf(passage);
    this.#newest.set(key, Math.max(this.#newest.get(key) ?? 0, sequence));
  }

  /** The newest message that was handled before this one came, if it is a newer one. */
  overtaking(passage: Passage): number | undefined {
    const newest = this.#newest.get(this.#placeOf(passage)) ?? 0;
    return newest > passage.sequence ? newest : undefined;
  }

  /** What `client` has in hand; of everybody unless given. */
  of(client?: string): Passage[] {
    return [...this.#held.values()]
      .map(({ passage }) => passage)
      .filter((passage) => client === undefined || passage.client === client);
  }

  /** The broker has lost all: the same numbers stand for other messages from now on. */
  forget(): void {
    this.#held.clear();
    this.#newest.clear();
  }

  #placeOf(passage: Passage): string {
    return `${this.consumers.of(passage)} ${passage.channel}`;
  }
}
