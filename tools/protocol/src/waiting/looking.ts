/** Happenings, and those who wait for what they bring about. */
export class Looking {
  readonly #looks = new Set<() => void>();

  /** Has something happen, and everybody look. */
  note(happening: () => void): void {
    happening();
    for (const look of this.#looks) look();
  }

  /** Resolves when `condition` holds, to true, or after `ms`, to whether it holds then. */
  async until(condition: () => boolean, ms: number): Promise<boolean> {
    if (condition()) return true;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(limit);
        this.#looks.delete(look);
        resolve();
      };
      const look = (): void => {
        if (condition()) done();
      };
      const limit = setTimeout(done, ms);
      this.#looks.add(look);
    });
    return condition();
  }
}
