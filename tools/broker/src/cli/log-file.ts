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

  write(line: string): void {
    writeSync(this.#descriptor, line);
  }

  /** Goes on in a new file, if somebody has moved the old one away (SIGUSR1, section 5.1). */
  reopen(): void {
    closeSync(this.#descriptor);
    this.#descriptor = openSync(this.#path, 'a', 0o640);
  }
}
