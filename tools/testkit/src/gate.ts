/** Something that a handler waits for until the test lets it go on: a slow copy without a clock. */
export class Gate {
  #open: () => void = () => undefined;
  /** Resolves when `open` is called, at once if it has been. */
  readonly opened = new Promise<void>((resolve) => (this.#open = resolve));

  /** Lets everyone through who waits, and resolves when they have gone on. */
  async open(): Promise<void> {
    this.#open();
    // Those who wait go on in microtasks, which are all done before the next turn of the loop.
    await new Promise(setImmediate);
  }
}
