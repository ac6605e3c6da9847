import { closeSync, openSync, writeSync } from 'node:fs';
import type { LogStream } from '../log';

/** The log of `-l`. Each line is written at once: none is lost when the server is killed. */
export class LogFile implements LogStream {
  readonly #path: string;
  #descriptor: number;

  /** @throws the system's error if the file cannot be opened */
  constructor(path: string) {
    this.#path = path;
    this.#descriptor = openSync(path, 'a', 0o640);
  }

  /** A line for which the disk has no room is lost, as with the real server: the log must not end what it tells of. */
  write(line: string): void {
    try {
      writeSync(this.#descriptor, line);
    } catch {
      // Where could it be said?
    }
  }

  /**
   * Goes on in a new file, if somebody has moved the old one away (SIGUSR1, section 5.1).
   *
   * @throws the system's error if there can be none: it goes on in the old one
   */
  reopen(): void {
    const descriptor = openSync(this.#path, 'a', 0o640);
    closeSync(this.#descriptor);
    this.#descriptor = descriptor;
  }
}
