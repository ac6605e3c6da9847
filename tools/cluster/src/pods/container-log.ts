import type { Clock } from '@workbook/clock';

/** A line that a container wrote, and when. */
export interface LogLine {
  readonly at: string;
  readonly text: string;
}

/** Of those that are longer ago nobody knows. */
const REMEMBERED = 10_000;

/** What a container has written, from its start to its end. */
export class ContainerLog {
  readonly #clock: Clock;
  #lines: LogLine[] = [];
  readonly #followers = new Set<{ line: (line: LogLine) => void; end: () => void }>();
  #isOver = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whole lines, with their ends. */
  write(text: string): void {
    const at = new Date(this.#clock.now()).toISOString();
    for (const part of text.replace(/\n$/, '').split('\n')) {
      const line = { at, text: part };
      this.#lines.push(line);
      for (const follower of this.#followers) follower.line(line);
    }
    if (this.#lines.length > 2 * REMEMBERED) this.#lines = this.#lines.slice(-REMEMBERED);
  }

  /** @param last so many of them; all unless given */
  lines(last = Infinity): readonly LogLine[] {
    return last === 0 ? [] : this.#lines.slice(-last);
  }

  /** @returns what ends it */
  follow(line: (line: LogLine) => void, end: () => void): () => void {
    const follower = { line, end };
    if (this.#isOver) end();
    else this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  }

  end(): void {
    this.#isOver = true;
    for (const { end } of this.#followers) end();
    this.#followers.clear();
  }
}
