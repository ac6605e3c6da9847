import { createInterface, type Interface } from 'node:readline';
import type { Writable } from 'node:stream';

/** Where the learner types: a terminal, or what is piped in. */
export type Typed = NodeJS.ReadableStream & { readonly isTTY?: boolean };

/** Asks for lines, one after the other, until whoever answers leaves with Ctrl-C or Ctrl-D. */
export class Conversation {
  readonly #out: Writable;
  readonly #interface: Interface;
  readonly #lines: AsyncIterator<string>;

  constructor(typed: Typed, out: Writable) {
    this.#out = out;
    // On a terminal it reads key by key, so that Ctrl-C is a key too, and npm does not hear of it.
    const terminal = typed.isTTY === true;
    this.#interface = createInterface({ input: typed, terminal, ...(terminal && { output: out }) });
    this.#interface.on('SIGINT', () => this.end());
    this.#lines = this.#interface[Symbol.asyncIterator]();
  }

  /** @returns what was typed, without the spaces around it; undefined if there will be nothing more */
  async ask(): Promise<string | undefined> {
    this.#interface.setPrompt('> ');
    if (this.#interface.terminal) this.#interface.prompt();
    else this.#out.write('> ');
    const line = await this.#lines.next();
    return line.done === true ? undefined : line.value.trim();
  }

  /** Gives the terminal back. */
  end(): void {
    this.#interface.close();
  }
}
