import type { Clock, Timer } from '@workbook/clock';
import type { FileMessages, Home } from './file-messages';
import type { Change } from './state';

/** Sent marks and acks wait for something else of their channel, but not longer than this (section 4.3). */
const MARKS_MS = 60_000;
/** More of them are written at once. */
const MOST_MARKS = 4096;
/** How soon the state log learns how far the messages go, so that it is noticed if some are gone. */
const BOUNDS_MS = 1000;

/** What is written some time after it has changed, and may be lost until then. */
export class DeferredWrites {
  #marks: Timer | undefined;
  #bounds: Timer | undefined;

  /** @param say writes changes to the state log */
  constructor(
    private readonly clock: Clock,
    private readonly channels: ReadonlyMap<string, FileMessages>,
    private readonly home: Pick<Home, 'changed'>,
    private readonly say: (changes: readonly Change[]) => void,
  ) {}

  /** The channel has one mark more. */
  marked(messages: FileMessages): void {
    if (messages.marks.count > MOST_MARKS) this.home.changed(messages);
    this.#marks ??= this.clock.after(MARKS_MS, () => {
      this.#marks = undefined;
      for (const name of this.channels.keys()) this.flushMarks(name);
    });
  }

  /** Something else of the channel is written: its marks go along. */
  flushMarks(channel: string): void {
    const messages = this.channels.get(channel);
    if (messages && messages.marks.count > 0) this.home.changed(messages);
  }

  /** Messages were written, and perhaps dropped. */
  moved(): void {
    this.#bounds ??= this.clock.after(BOUNDS_MS, () => {
      this.#bounds = undefined;
      const changes = [...this.channels.values()].flatMap((messages) => messages.bounds(true));
      if (changes.length > 0) this.say(changes);
    });
  }

  stop(): void {
    this.#marks?.cancel();
    this.#bounds?.cancel();
  }
}
