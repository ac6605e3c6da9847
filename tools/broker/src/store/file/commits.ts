import { Commit } from './commit';
import type { MessageWrite } from './file-messages';

/** So many bytes are written by a thread while more is taken; for less a thread takes too long to begin. */
const MANY_BYTES = 32 * 1024;
/** While commits are on their way from the system to the disk, the next one is written: as many as threads. */
const MOST_FLIGHTS = 4;

/** What is done for each commit. */
export interface Committing {
  /** Writes the state, and tells which messages are to be written after it. */
  prepare(): MessageWrite[];
  /** Everything was written; no thread writes now. */
  written(): void;
  /** True if something waits for that moment. */
  readonly needsQuiet: boolean;
  /** Who waited for `writes` was told, which may have sent them on; nobody outside knows of it yet. */
  told(writes: readonly MessageWrite[]): void;
  /** The disk takes no more. */
  failed(error: unknown): void;
}

/**
 * Brings to the disk what is due: all that comes in one turn of the event loop, or while all threads write,
 * in one commit. Who waits for it is told in turn.
 */
export class Commits {
  readonly #committing: Committing;
  #waiting: (() => void)[] = [];
  #isDue = false;
  #turn: NodeJS.Immediate | undefined;
  /** What threads are writing, and when each is done; the oldest first. */
  #flights: { readonly commit: Commit; readonly landed: Promise<void> }[] = [];
  #isStopped = false;

  constructor(committing: Committing) {
    this.#committing = committing;
  }

  get isBusy(): boolean {
    return this.#isDue || this.#flights.length > 0;
  }

  /** Resolves when no thread writes any more. */
  async landed(): Promise<void> {
    await Promise.all(this.#flights.map(({ landed }) => landed));
  }

  afterCommit(then: () => void): void {
    this.#waiting.push(then);
    this.due();
  }

  /** Something is to be kept. */
  due(): void {
    this.#isDue = !this.#isStopped;
    if (!this.#isDue || this.#turn) return;
    const isFree = this.#flights.length === 0;
    if (!isFree && (this.#flights.length === MOST_FLIGHTS || this.#committing.needsQuiet)) return;
    this.#turn = setImmediate(() => this.#commit(false));
  }

  /** Keeps all of it at once, also what threads are writing: the same bytes go to the same places. */
  commit(): void {
    for (const { commit } of this.#flights) {
      if (!commit.isOver) this.#finish(commit, () => commit.keepSync());
    }
    if (this.#isDue) this.#commit(true);
  }

  /** Nothing is written any more, and nobody is told anything. */
  stop(): void {
    this.#isStopped = true;
    this.#isDue = false;
    clearImmediate(this.#turn);
  }

  /** @param atOnce false: a thread may do it */
  #commit(atOnce: boolean): void {
    clearImmediate(this.#turn);
    this.#turn = undefined;
    this.#isDue = false;
    const waiting = this.#waiting;
    this.#waiting = [];
    let commit: Commit;
    try {
      commit = new Commit(this.#committing.prepare(), waiting);
    } catch (error) {
      this.#committing.failed(error);
      return;
    }
    const isInTurn = this.#flights.every(({ commit: { isOver } }) => isOver);
    if (!atOnce && (!isInTurn || commit.bytes >= MANY_BYTES)) this.#launch(commit);
    else this.#finish(commit, () => commit.keepSync());
  }

  #launch(commit: Commit): void {
    const before = this.#flights.at(-1)?.commit.written;
    const landed = commit.keep(before).then(
      () => this.#land(),
      (error: unknown) => {
        this.#flights = this.#flights.filter((flight) => flight.commit !== commit);
        this.#committing.failed(error);
      },
    );
    this.#flights.push({ commit, landed });
  }

  /** Tells of those that are on the disk, in turn. */
  #land(): void {
    while (this.#flights[0]?.commit.hasLanded) {
      const { commit } = this.#flights.shift()!;
      if (!commit.isOver) this.#finish(commit);
    }
    if (this.#isDue) this.due();
  }

  #finish(commit: Commit, keep?: () => void): void {
    if (this.#isStopped) return;
    try {
      keep?.();
      commit.show();
      if (this.#flights.length === 0) this.#committing.written();
      commit.tell();
      this.#committing.told(commit.writes);
    } catch (error) {
      this.#committing.failed(error);
    }
  }
}
