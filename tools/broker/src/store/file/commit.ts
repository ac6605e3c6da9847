import { keepSync, sync, write } from './disk';
import type { MessageWrite } from './file-messages';

/** What is brought to the disk together, and who waits for it. */
export class Commit {
  /** It is on the disk, and who waited has been told. */
  isOver = false;
  /** A thread has brought it to the disk. */
  hasLanded = false;
  /** Resolves when a thread has written it, which is not yet on the disk. */
  written: Promise<unknown> | undefined;
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

  /**
   * Resolves when it is on the disk; threads of the pool bring it there.
   *
   * @param before is written first: files only grow at their end, whenever the process is killed
   */
  async keep(before: Promise<unknown> | undefined): Promise<void> {
    this.written = (async () => {
      await before;
      await Promise.all(this.writes.map(write));
    })();
    await this.written;
    await Promise.all(this.writes.map(sync));
    this.hasLanded = true;
  }

  /** The same at once, also if it is on its way: the same bytes go to the same places. */
  keepSync(): void {
    for (const write of this.writes) keepSync(this.written ? { ...write, room: undefined } : write);
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
