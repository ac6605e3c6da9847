import { type Books, NotSo, type Seat } from './books';
import { below, type Random } from './random';
import type { RealGroup } from './real-group';

const FILLER = 'none of the world';
const MOST = 40;

/**
 * Has the broker choose a certain member by its own rule: with other messages in the channel, which
 * the members hold for as long as it takes.
 */
export class Steering {
  readonly #group: RealGroup;
  readonly #books: Books;
  readonly #random: Random;
  /** Whoever is about to leave does not count any more. */
  leaving: Seat | undefined;

  constructor(group: RealGroup, books: Books, random: Random) {
    this.#group = group;
    this.#books = books;
    this.#random = random;
  }

  /**
   * Until `seat` has the fewest, by `margin`, of those that are not stalled; or, if it is stalled, until
   * all are.
   */
  async to(channel: string, seat: Seat, margin: number): Promise<void> {
    const own = this.#books.held(seat, channel);
    await this.#until(channel, () =>
      this.#rivals(seat).every(
        (rival) =>
          rival.stalled.has(channel) ||
          (!seat.stalled.has(channel) && this.#books.held(rival, channel) >= own + margin),
      ),
    );
    await this.#release(seat, Infinity);
  }

  /** Until `one` has the fewest and `other` as many or the next fewest: all others have more, by `margin`. */
  async toBoth(channel: string, one: Seat, other: Seat, margin: number): Promise<void> {
    const held = (seat: Seat): number => this.#books.held(seat, channel);
    const more = below(2, this.#random);
    const base = Math.max(held(one), held(other) - more);
    const rivals = this.#rivals(one).filter((rival) => rival !== other);
    await this.#until(
      channel,
      () =>
        held(one) >= base &&
        held(other) >= base + more &&
        rivals.every((rival) => held(rival) >= base + margin),
    );
    await this.#release(one, held(one) - base);
    await this.#release(other, held(other) - base - more);
  }

  /** Copies that live acknowledge all that is none of the world. */
  async release(): Promise<void> {
    for (const seat of this.#books.present) if (!seat.dead) await this.#release(seat, Infinity);
  }

  #rivals(seat: Seat): Seat[] {
    return this.#books.present.filter((other) => other !== seat && other !== this.leaving);
  }

  async #until(channel: string, isReady: () => boolean): Promise<void> {
    for (let fillers = 0; !isReady(); fillers++) {
      await this.#group.publish(channel, FILLER);
      const [delivery, ...more] = this.#group.take();
      if (!delivery || more.length > 0 || fillers === MOST)
        throw new NotSo('other messages do not bring the broker to it');
      this.#books.came(delivery, undefined);
    }
  }

  async #release(seat: Seat, most: number): Promise<void> {
    const fillers = this.#books.pending.filter(
      ({ event, holder }) => event === undefined && holder === seat,
    );
    for (const { channel, sequence } of fillers.slice(0, most)) {
      await this.#group.acknowledge(seat.member, channel, sequence);
      this.#books.acknowledged(seat, channel, sequence);
    }
  }
}
