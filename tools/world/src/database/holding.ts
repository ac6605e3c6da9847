import { Looking, patient } from '@workbook/protocol/waiting';

/** A command that waits at the line. */
export interface HeldCommand {
  /** The copy that sent it. */
  readonly client: string;
  /** `update` */
  readonly name: string;
  /** Lets it go on to the server; a second time, nothing happens. */
  release(): void;
}

/** Holds what clients ask of the documents of a database, until it is let go. */
export class Holding {
  readonly #looking = new Looking();
  /** Those that nobody was given yet. */
  #waiting: HeldCommand[] = [];
  readonly #held = new Set<HeldCommand>();
  readonly #ended: () => void;
  #isOver = false;

  /** @param ended called when nothing more is to be held */
  constructor(ended: () => void) {
    this.#ended = ended;
  }

  /** How many wait. */
  get size(): number {
    return this.#held.size;
  }

  /**
   * Resolves when `count` more commands are held, to these, in the order in which they came; to fewer, if
   * there are no more after 4 s, or at the end.
   */
  async next(count = 1): Promise<HeldCommand[]> {
    await this.#looking.until(() => this.#isOver || this.#waiting.length >= count, patient(4000));
    return this.#waiting.splice(0, count);
  }

  /** Resolves when a command of `client` is held, to the first of them; after 4 s, or at the end, to none. */
  async of(client: string): Promise<HeldCommand | undefined> {
    const its = (): HeldCommand | undefined =>
      [...this.#held].find((each) => each.client === client);
    await this.#looking.until(() => this.#isOver || its() !== undefined, patient(4000));
    return its();
  }

  /** Lets all go on, and whatever comes after. */
  end(): void {
    this.#ended();
    for (const command of [...this.#held]) command.release();
    this.#looking.note(() => {
      this.#isOver = true;
      this.#waiting = [];
    });
  }

  /** @param goOn sends it to the server */
  take(client: string, name: string, goOn: () => void): void {
    const command: HeldCommand = {
      client,
      name,
      release: () => {
        if (this.#held.delete(command)) goOn();
      },
    };
    this.#held.add(command);
    this.#looking.note(() => this.#waiting.push(command));
  }
}
