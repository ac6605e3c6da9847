import { Gate } from '@workbook/testkit';
import type { Parked, ParkedMessage } from '../src/bus/parked';

type Name = keyof Parked;

/** A place to park messages in that notes what is asked of it, and does it when the test lets it. */
export class ParkedInMemory implements Parked {
  /** What is there, by its ID. */
  readonly rows = new Map<string, ParkedMessage & { readonly isReleased: boolean }>();
  /** What was asked of it, in order: `park ticket:created #3`. */
  readonly asked: string[] = [];
  readonly #refused = new Map<Name, number>();
  #gate: Gate | undefined;

  /** Has the next `times` calls of this name reject. */
  refuse(name: Name, times = 1): void {
    this.#refused.set(name, times);
  }

  /** Has calls of `park` wait until the gate is opened. */
  hold(): Gate {
    return (this.#gate = new Gate());
  }

  /** Has a message tried once more, as who has mended something does. @param text as it is now, if that was mended */
  release(id: string, text?: string): void {
    const row = this.rows.get(id)!;
    this.rows.set(id, { ...row, text: text ?? row.text, isReleased: true });
  }

  /** Puts a message aside that nobody has handled yet, and gives its ID. */
  add(channel: string, sequence: number, text: string): string {
    const id = `${channel} #${sequence} of ${1764300000000 + sequence}`;
    const reason = 'it was put aside on Monday';
    this.rows.set(id, { id, channel, sequence, text, reason, isReleased: false });
    return id;
  }

  async park({ id, channel, sequence, text, reason }: ParkedMessage): Promise<void> {
    this.asked.push(`park ${channel} #${sequence}`);
    await this.#gate?.opened;
    await this.#answer('park');
    this.rows.set(id, { id, channel, sequence, text, reason, isReleased: false });
  }

  async released(channel: string): Promise<ParkedMessage[]> {
    this.asked.push(`released ${channel}`);
    await this.#answer('released');
    const rows = [...this.rows.values()].filter((row) => row.channel === channel && row.isReleased);
    return rows.map(({ id, sequence, text, reason }) => ({ id, channel, sequence, text, reason }));
  }

  async remove(id: string): Promise<void> {
    this.asked.push(`remove ${id.replace(/ of .*/, '')}`);
    await this.#answer('remove');
    this.rows.delete(id);
  }

  /** A line for each message that is there. */
  story(): string[] {
    const lines = [...this.rows.values()].map(
      ({ channel, sequence, text, reason, isReleased }) =>
        `${isReleased ? 'released' : 'parked'}: ${channel} #${sequence}, ${JSON.stringify(text)}, because of ${JSON.stringify(reason)}`,
    );
    return lines.length === 0 ? ['nothing is parked'] : lines;
  }

  /** A database answers in a later turn of the process. */
  async #answer(name: Name): Promise<void> {
    await new Promise(setImmediate);
    const times = this.#refused.get(name) ?? 0;
    if (times === 0) return;
    this.#refused.set(name, times - 1);
    throw new Error(`${name}() was refused: the disk of the database is full`);
  }
}
