import type { Writable } from 'node:stream';
import {
  impossibleIn,
  Fates,
  type Moves,
  movesIn,
  replay,
  ScheduleError,
  stand,
  type Tables,
} from '@workbook/testkit/schedules';
import type { Conversation } from '../predict/conversation';
import { endInWords, placeInWords } from './place';
import type { World } from './worlds';

/** Where the terminal does not say how wide it is. */
const COLUMNS = 100;

const KEYS = [
  'Type a number, or a move. Besides:',
  '    u takes one back      f says how much behind each move ends badly',
  '    e lets the rest happen by itself, and says how it ends      q leaves',
];

/** One schedule, move by move, as somebody chooses. */
export class Game {
  #moves: string[];
  readonly #fates: Fates<unknown, Tables>;
  #withFates: boolean;

  constructor(
    private readonly world: World,
    private readonly out: Writable & { readonly columns?: number },
    { moves, withFates }: { readonly moves: Moves; readonly withFates: boolean },
  ) {
    this.#moves = movesIn(moves);
    this.#fates = new Fates(world);
    this.#withFates = withFates;
  }

  /**
   * Says where it stands.
   *
   * @throws ScheduleError if its moves are of no schedule
   */
  async show(): Promise<void> {
    const { world } = this;
    const standing = await stand(world, this.#moves);
    const isOpen = standing.possible.length > 0;
    const behind = this.#withFates && isOpen ? await this.#fates.after(this.#moves) : undefined;
    this.#print(placeInWords(world, standing, { fates: behind, columns: this.#columns }));
  }

  /** Goes on by what is typed, until who types leaves. */
  async play(conversation: Conversation): Promise<void> {
    this.#print(['', ...KEYS]);
    for (;;) {
      const typed = await conversation.ask();
      if (typed === undefined || typed.toLowerCase() === 'q') return;
      if (await this.#take(typed)) await this.show();
    }
  }

  /** @returns true if there is another place to show */
  async #take(typed: string): Promise<boolean> {
    switch (typed.toLowerCase()) {
      case 'u':
        this.#moves.pop();
        return true;
      case 'f':
        this.#withFates = !this.#withFates;
        return true;
      case 'e':
        await this.#end();
        return false;
      default:
        return this.#move(typed);
    }
  }

  async #end(): Promise<void> {
    const { story, wrong } = await replay(this.world, this.#moves);
    const end = endInWords(story, wrong, this.#columns);
    this.#print(['', ...end, '', '    u takes one back      q leaves']);
  }

  async #move(typed: string): Promise<boolean> {
    const { possible } = await stand(this.world, this.#moves);
    const move = possible[Number(typed) - 1] ?? typed;
    try {
      const { dodged } = await stand(this.world, [...this.#moves, ...movesIn(move)]);
      if (dodged) {
        this.#print([impossibleIn(dodged)]);
        return false;
      }
    } catch (error) {
      if (!(error instanceof ScheduleError)) throw error;
      this.#print([error.message, '', ...KEYS]);
      return false;
    }
    this.#moves.push(...movesIn(move));
    return true;
  }

  get #columns(): number {
    return this.out.columns ?? COLUMNS;
  }

  #print(lines: readonly string[]): void {
    this.out.write(`${lines.join('\n')}\n`);
  }
}
