/** The events that this process is working on. */
export class InHand {
  readonly #working = new Set<Promise<void>>();
  #taking = true;

  /**
   * Works on an event. Not once the process is about to end: the event then stays unacknowledged,
   * and the broker gives it to another copy as soon as this one is closed. Nor is it acknowledged if
   * the work fails.
   */
  take(work: () => Promise<void>): void {
    if (!this.#taking) return;
    const working = work()
      .catch((error: unknown) => console.error(`left unacknowledged: ${String(error)}`))
      .finally(() => this.#working.delete(working));
    this.#working.add(working);
  }

  /** Takes nothing more, and resolves when nothing is in hand. */
  finish(): Promise<unknown> {
    // TODO step 4: whoever calls this waits for nothing, and take() goes on taking.
    return Promise.resolve();
  }
}
