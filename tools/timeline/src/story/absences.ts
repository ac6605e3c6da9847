import type { Of } from '@workbook/history';

type Ended = Of<'suspended'>;

/** Durables that wait for somebody to come, by their subscriptions. */
export class Absences {
  readonly #waiting = new Map<number, Ended>();

  leave(event: Ended): void {
    this.#waiting.set(event.subscription, event);
  }

  /** @returns who had left it, and when; undefined if it did not wait */
  take(subscription: number): Ended | undefined {
    const ended = this.#waiting.get(subscription);
    this.#waiting.delete(subscription);
    return ended;
  }

  /** The durables that `client` has left behind with its connection. */
  of(client: string): string[] {
    const own = [...this.#waiting.values()].filter(
      (ended) => ended.client === client && ended.how === 'client gone',
    );
    return [...new Set(own.map(({ durableName }) => durableName))];
  }

  forget(): void {
    this.#waiting.clear();
  }
}
