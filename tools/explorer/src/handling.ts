import type { Passage } from '@workbook/history';
import type { Action } from './action';
import { clone } from './clone';
import type { Copy } from './copy';
import type { Message } from './message';
import type { Done, Operation } from './table';
import type { Tracked } from './tracked';

/** The move that gives a handling what it asked of the database. */
export type Wish = Extract<Action, { kind: 'do' }> & {
  readonly handling: Handling;
  readonly asked: Operation;
};

/** What a handling tells the schedule that it is part of. */
export interface Listener {
  acknowledges(handling: Handling): void;
  /** @param why it failed; undefined if the handler returned */
  ends(handling: Handling, why: string | undefined): void;
}

/** One call of the handler, with one message, in one copy. */
export class Handling {
  /** What it asked of the database and has not got yet. */
  readonly wishes: Wish[] = [];
  /** Of each row that it touched: how often it had been written when it did, and its own writes. */
  readonly seen = new Map<string, number>();
  /** What its copy had acknowledged when it began. */
  readonly acks: number;
  acknowledged = false;
  /** How often it has written. */
  saves = 0;
  ended = false;
  /** The database has refused it something: the next time it may not. */
  wasRefused = false;
  /** All that has come to it so far. */
  past = '';
  /** Its copy has crashed. */
  dead = false;
  readonly passage: Passage;
  /** Which delivery of the event, from 1. */
  readonly delivery: number;
  #asked = 0;

  constructor(
    readonly event: Tracked,
    readonly copy: Copy,
  ) {
    const { channel, sequence, subscription } = event;
    this.passage = { client: copy.name, channel, sequence, subscription };
    this.acks = copy.acks;
    this.delivery = event.deliveries;
  }

  /** True when nothing of it can happen any more: not even an operation that nobody waited for. */
  get isOver(): boolean {
    return this.dead || (this.ended && this.wishes.length === 0);
  }

  /** Calls the handler, which runs as far as it gets without the database. */
  start(listener: Listener): void {
    const { channel, sequence, data } = this.event;
    const message: Message<unknown> = {
      channel,
      sequence,
      data: clone(data),
      redelivered: this.delivery > 1,
      ack: () => {
        if (!this.dead) listener.acknowledges(this);
      },
    };
    const ask = (operation: Operation): void => {
      if (this.dead) operation.drop?.();
      else this.wishes.push(this.#wish(operation, this.#asked++));
    };
    const end = (why?: string): void => {
      this.ended = true;
      if (!this.dead) listener.ends(this, why);
    };
    this.copy.work!(message, ask).then(
      () => end(),
      (error: unknown) => end(saidBy(error)),
    );
  }

  /** Takes what `wish` asks for off the list and does it. */
  execute(wish: Wish): Done {
    this.#strike(wish);
    return wish.asked.execute();
  }

  /** Refuses what `wish` asks for. */
  refuse(wish: Wish): void {
    this.#strike(wish);
    this.wasRefused = true;
    wish.asked.fail();
  }

  /** Its copy is gone, or its schedule over: it gets nothing of what it has asked for. */
  drop(): void {
    this.dead = true;
    for (const { asked } of this.wishes.splice(0)) asked.drop?.();
  }

  #strike(wish: Wish): void {
    this.wishes.splice(this.wishes.indexOf(wish), 1);
  }

  /** @param number which operation it is */
  #wish(asked: Operation, number: number): Wish {
    return {
      kind: 'do',
      event: this.event.number,
      delivery: this.delivery,
      copy: this.copy.name,
      operation: number,
      row: asked.row,
      writes: asked.writes,
      handling: this,
      asked,
    };
  }
}

function saidBy(error: unknown): string {
  return error instanceof Error ? error.message : String(error ?? 'no reason given');
}

/** When a copy crashes that has asked for `wish`, by what its handler has written so far. */
export function whenOf({ handling, writes }: Wish, isDone: boolean): string {
  if (handling.saves === 0) return isDone ? 'after its write was refused' : 'before its save';
  return isDone || !writes ? 'after its save' : 'between its saves';
}
