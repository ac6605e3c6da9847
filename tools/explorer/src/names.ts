import type { Move } from './move';
import { track } from './tracked';

/** A handling's operation, or the death of the copy that asks for it. */
type Turn = Exclude<Move, { kind: 'send' }>;

/**
 * What the moves of one schedule are called, in words that mean the same whatever the handler is: `send #1 > a`,
 * `read`, `b write`. Copies are letters, in the order in which each gets its first message. A name is as short as
 * it can be: a copy is left out where it had the move before, and a message or a row stands there where the copy
 * could do the same with another one.
 */
export class Names {
  readonly #messages: readonly string[];
  #started = 0;
  /** The copy that had the last move. */
  #last = 0;

  /** @param events as the small world has them */
  constructor(events: readonly { channel: string; data: unknown }[]) {
    this.#messages = messagesOf(events);
  }

  /** The name of each move. */
  of(moves: readonly Move[]): string[] {
    const owners = new Map<string, Set<string>>();
    for (const move of moves)
      for (const form of this.#forms(move))
        owners.set(form, (owners.get(form) ?? new Set()).add(this.#effect(move)));
    return moves.map((move) => {
      const forms = this.#forms(move);
      return forms.find((form) => owners.get(form)!.size === 1) ?? forms.at(-1)!;
    });
  }

  /** @returns the moves that may be called so: of those that come to the same only the first */
  find(text: string, moves: readonly Move[]): number[] {
    const found = new Map<string, number>();
    for (const [index, move] of moves.entries()) {
      const effect = this.#effect(move);
      if (!found.has(effect) && this.#forms(move).includes(text)) found.set(effect, index);
    }
    return [...found.values()];
  }

  /** Says that `move` comes next: what comes after it is called accordingly. */
  take(move: Move): void {
    this.#last = this.#numberOf(move);
    this.#started = Math.max(this.#started, this.#last);
  }

  /** All that `move` may be called, the shortest first. */
  #forms(move: Move): string[] {
    const letter = letterOf(this.#numberOf(move));
    if (move.kind === 'send') return [`send ${this.#messages[move.event]} > ${letter}`];
    const copies = this.#numberOf(move) === this.#last ? ['', `${letter} `] : [`${letter} `];
    const verb = verbOf(move);
    const things = verb === 'crash' ? [''] : this.#things(move);
    return things.flatMap((thing) => copies.map((copy) => `${copy}${verb}${thing}`));
  }

  /** What a copy may be said to read or write. */
  #things(turn: Turn): string[] {
    const message = ` ${this.#messages[turn.event]}`;
    const delivery = `${message}.${turn.delivery}`;
    const { id } = wishOf(turn).asked;
    return [
      '',
      message,
      delivery,
      ` ${id}`,
      ` ${turn.row}`,
      `${message} ${turn.row}`,
      `${delivery} ${turn.row}`,
    ];
  }

  /** Two moves that come to the same have it in common. */
  #effect(move: Move): string {
    const { kind, event, delivery } = move;
    const copy = this.#numberOf(move);
    if (move.kind === 'send') return [kind, event, copy].join();
    if (verbOf(move) === 'crash') return [kind, copy].join();
    return [verbOf(move), event, delivery, move.row].join();
  }

  #numberOf(move: Move): number {
    const { number } = move.kind === 'send' ? move.to : wishOf(move).handling.copy;
    return number === 0 ? this.#started + 1 : number;
  }
}

/** How each event is called: `#1`; `withdrawn #1` if there are several channels. */
export function messagesOf(events: readonly { channel: string; data: unknown }[]): string[] {
  const channels = [...new Set(events.map(({ channel }) => channel))];
  const short = (channel: string): string => channel.split(/[:.]/).at(-1)!;
  const isShort = new Set(channels.map(short)).size === channels.length;
  return track(events).map(({ channel, sequence }) => {
    if (channels.length === 1) return `#${sequence}`;
    return `${isShort ? short(channel) : channel} #${sequence}`;
  });
}

function wishOf(turn: Turn): Extract<Turn, { kind: 'do' }> {
  return turn.kind === 'do' ? turn : turn.wish;
}

function verbOf(turn: Turn): string {
  if (turn.kind === 'fail') return 'fail';
  if (turn.kind === 'crash') return turn.saved ? 'crash after write' : 'crash';
  return turn.writes ? 'write' : 'read';
}

function letterOf(number: number): string {
  return String.fromCharCode('a'.charCodeAt(0) + number - 1);
}
