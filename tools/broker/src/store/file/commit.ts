import { keep, keepSync } from './disk';
import type { MessageWrite } from './file-messages';

/** What is brought to the disk together, and who waits for it. */
export class Commit {
  /** It is on the disk, and who waited has been told. */
  isOver = false;
  readonly #waiting: readonly (() => void)[];

  constructor(
    readonly writes: readonly MessageWrite[],
    waiting: readonly (() => void)[],
  ) {
    this.#waiting = waiting;
  }

  get bytes(): number {
    return this.writes.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Resolves when it is on the disk. */
  async keep(): Promise<void> {
    await Promise.all(this.writes.map(keep));
  }

  /** The same at once, also if it is on its way: the same bytes go to the same places. */
  keepSync(): void {
    for (const write of this.writes) keepSync(write);
  }

  /** From now on its messages may be seen. @throws GoneError if nobody will find them on the disk */
  show(): void {
    for (const write of this.writes) write.kept();
  }

  /** Runs what waits for it. */
  tell(): void {
    this.isOver = true;
    for (const then of this.#waiting) then();
  }
}
