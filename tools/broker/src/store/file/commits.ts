import { Commit } from './commit';
import type { MessageWrite } from './file-messages';

/** So many bytes are written by a thread while more is taken; for less a thread takes too long to begin. */
const MANY_BYTES = 32 * 1024;

/** What is done for each commit. */
export interface Committing {
  /** Writes the state, and tells which messages are to be written after it. */
  prepare(): MessageWrite[];
  /** Everything was written; no thread writes now. */
  written(): void;
  /** Who waited for `writes` was told, which may have sent them on; nobody outside knows of it yet. */
  told(writes: readonly MessageWrite[]): void;
  /** The disk takes no more. */
  failed(error: unknown): void;
}

/**
 * Brings to the disk what is due: all that comes in one turn of the event loop, or while a thread writes,
 * in one commit. Who waits for it is told in turn.
 */
export class Commits {
  readonly #committing: Committing;
  #waiting: (() => void)[] = [];
  #isDue = false;
  #turn: NodeJS.Immediate | undefined;
  /** What a thread is writing, and when it is done. */
  #flight: { readonly commit: Commit; readonly landed: Promise<void> } | undefined;
  #isStopped = false;

  constructor(committing: Committing) {
    this.#committing = committing;
  }

  get isBusy(): boolean {
    return this.#isDue || this.#flight !== undefined;
  }

  /** Resolves when no thread writes any more. */
  async landed(): Promise<void> {
    await this.#flight?.landed;
  }

  afterCommit(then: () => void): void {
    this.#waiting.push(then);
    this.due();
  }

  /** Something is to be kept. */
  due(): void {
    this.#isDue = !this.#isStopped;
    if (!this.#isDue || this.#flight) return;
    this.#turn ??= setImmediate(() => this.#commit(false));
  }

  /** Keeps all of it at once, also what a thread is writing: the same bytes go to the same places. */
  commit(): void {
    const { commit } = this.#flight ?? {};
    if (commit && !commit.isOver) this.#finish(commit, () => commit.keepSync());
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
    if (!atOnce && commit.bytes >= MANY_BYTES) this.#launch(commit);
    else this.#finish(commit, () => commit.keepSync());
  }

  #launch(commit: Commit): void {
    const landed = commit.keep().then(
      () => {
        this.#flight = undefined;
        if (!commit.isOver) this.#finish(commit);
        if (this.#isDue) this.due();
      },
      (error: unknown) => {
        this.#flight = undefined;
        this.#committing.failed(error);
      },
    );
    this.#flight = { commit, landed };
  }

  #finish(commit: Commit, keep?: () => void): void {
    if (this.#isStopped) return;
    try {
      keep?.();
      commit.show();
      if (!this.#flight) this.#committing.written();
      commit.tell();
      this.#committing.told(commit.writes);
    } catch (error) {
      this.#committing.failed(error);
    }
  }
}
