import { nameOf } from '@workbook/history';
import type { Step } from '../../src';
import { Books, NotSo, type Pending, type Seat, TAKEOVER_MS } from './books';
import type { Random } from './random';
import { ACK_WAIT_MS, type Delivery, type RealGroup } from './real-group';
import { Steering } from './steering';

/** Between the last two messages that are sent; twice as long between those before them, and so on. */
const SHORTEST_MS = 2500;
/** More than what the broker forgives. */
const APART_MS = 40;

/**
 * Brings a real group to do what a schedule of the explorer says, step by step.
 *
 * @throws NotSo if the broker does something else
 */
export async function drive(
  group: RealGroup,
  world: { readonly copies?: number; readonly maxInFlight?: number },
  steps: readonly Step[],
  random: Random,
): Promise<void> {
  await new Drive(group, world.maxInFlight ?? Infinity, steps, random).run(world.copies ?? 2);
}

class Drive {
  readonly #group: RealGroup;
  readonly #steps: readonly Step[];
  readonly #random: Random;
  readonly #books: Books;
  readonly #steering: Steering;
  readonly #acknowledged = new Set<string>();
  /** Of each event: the handlers that are at work on it. */
  readonly #working = new Map<string, number>();
  #at = 0;

  constructor(group: RealGroup, maxInFlight: number, steps: readonly Step[], random: Random) {
    this.#group = group;
    this.#steps = steps;
    this.#random = random;
    this.#books = new Books(group, maxInFlight);
    this.#steering = new Steering(group, this.#books, random);
  }

  async run(copies: number): Promise<void> {
    for (let copy = 0; copy < copies; copy++) this.#books.add(await this.#group.join());
    for (const [at, step] of this.#steps.entries()) {
      this.#at = at;
      await this.#take(step);
      await this.#steering.release();
      await this.#bury();
      this.#nothingCame();
    }
    await this.#end();
  }

  async #take(step: Step): Promise<void> {
    if (step.kind === 'delivered') await this.#first(step);
    else if (step.kind === 'redelivered') await this.#again(step, step.count);
    else if (step.kind === 'acknowledged') await this.#acknowledge(step);
    else if (step.kind === 'crashed') await this.#crash(step);
    else if (step.kind === 'left' || step.kind === 'failed') this.#works(step, -1);
  }

  async #first(step: Step): Promise<void> {
    const seat = this.#seat(step);
    if (seat.socket.length > 0) throw new NotSo(`${seat.name} takes ${seat.socket[0]} first`);
    await this.#wait();
    await this.#steering.to(step.channel, seat, 1);
    await this.#group.pass(APART_MS);
    await this.#group.publish(step.channel, nameOf(step));
    const [delivery, ...more] = this.#group.take();
    if (!delivery || more.length > 0) throw new NotSo(`${nameOf(step)} did not come alone`);
    this.#is(delivery, step, 0);
    this.#books.came(delivery, nameOf(step));
    this.#works(step, 1);
  }

  /** By now it is in the socket, or its copy is dead and the broker notices, or its ackWait passes. */
  async #again(step: Step, count: number): Promise<void> {
    const { socket } = this.#seat(step);
    const pending = this.#books.pending.find(({ event }) => event === nameOf(step));
    if (socket.length > 0) {
      if (socket.shift() !== nameOf(step)) throw new NotSo('something else is in the socket');
    } else if (!pending) throw new NotSo(`${nameOf(step)} is not pending`);
    else if (pending.holder.dead && (this.#isBlocked(pending) || this.#random() < 0.5))
      await this.#takeOver(pending.holder, step, count);
    else await this.#due(pending, step, count);
    this.#works(step, 1);
  }

  async #acknowledge(step: Step): Promise<void> {
    const { channel } = step;
    const isIt = ({ data }: Delivery): boolean => data === nameOf(step);
    const { sequence } = this.#group.deliveries.find(isIt)!;
    await this.#group.acknowledge(this.#seat(step).member, channel, sequence);
    this.#books.acknowledged(this.#seat(step), channel, sequence);
    this.#acknowledged.add(nameOf(step));
    this.#works(step, -1);
  }

  /** Nobody tells the broker. */
  async #crash(step: Step): Promise<void> {
    this.#seat(step).dead = true;
    this.#books.add(await this.#group.join());
  }

  /** The broker notices that a copy is dead: all that it held comes to others. */
  async #takeOver(dead: Seat, step: Step, count: number): Promise<void> {
    await this.#wait();
    const seat = this.#seat(step);
    const held = this.#books.pending.filter(({ holder }) => holder === dead);
    const others = held.map(({ event }) => this.#next(event)).filter((next) => next !== undefined);
    const other = others.find((name) => name !== seat.name);
    this.#steering.leaving = dead;
    if (other === undefined) await this.#steering.to(step.channel, seat, held.length + 1);
    else {
      const second = this.#books.seat(other, this.#random);
      await this.#steering.toBoth(step.channel, seat, second, held.length + 2);
    }
    const came = await this.#leave(dead);
    for (const delivery of came) {
      const pending = this.#books.cameAgain(delivery, true);
      if (pending.event === nameOf(step)) this.#is(delivery, step, count + pending.extra);
      else if (pending.event !== undefined) this.#lies(pending);
    }
    if (!came.some(({ data }) => data === nameOf(step))) throw new NotSo('it does not come');
  }

  /** It lies in the socket until the schedule takes it out; if it never does, it makes no difference. */
  #lies(pending: Pending): void {
    const { holder, event = '' } = pending;
    const next = this.#next(event);
    if (next === undefined) pending.extra++;
    else if ((this.#books.known(next) ?? holder) !== holder || (holder.name || next) !== next)
      throw new NotSo(`${event} did not come to ${next}`);
    else {
      holder.name = next;
      holder.socket.push(event);
    }
  }

  /** The ackWait of `awaited` passes, and so does that of all that was sent before it. */
  async #due(awaited: Pending, step: Step, count: number): Promise<void> {
    await this.#group.pass(APART_MS);
    let isHere = false;
    while (!isHere) {
      const first = this.#books.pending[0]!;
      const to = first === awaited ? this.#seat(step) : first.holder;
      if (first.event !== undefined && !to.dead) await this.#steering.to(first.channel, to, 1);
      await this.#group.pass(first.due - this.#group.now);
      const came = this.#group.take();
      if (came.length === 0) {
        if (first.dueOr === undefined) throw new NotSo('nothing was due');
        first.due = first.dueOr;
        first.dueOr = undefined;
      }
      for (const delivery of came) {
        const { holder } = this.#books.pendingOf(delivery);
        const pending = this.#books.cameAgain(delivery, false);
        if (pending === awaited) {
          this.#is(delivery, step, count + pending.extra);
          isHere = true;
        } else if (pending.event !== undefined) this.#stays(pending, holder);
      }
      await this.#steering.release();
    }
  }

  /** It comes again to the same copy, whose handler leaves it as it did before: no schedule has that. */
  #stays(pending: Pending, holder: Seat): void {
    const { event = '' } = pending;
    if (!holder.dead && (this.#isInWork(pending) || pending.holder !== holder))
      throw new NotSo(`${event} comes again as well`);
    if (this.#books.isInSocket(event)) throw new NotSo(`${event} was in the socket for too long`);
    pending.extra++;
  }

  /** The broker gives up dead copies that hold nothing of the world. */
  async #bury(): Promise<void> {
    for (const seat of this.#books.present) {
      const isMissed = this.#books.pending.some(
        ({ holder, event }) => holder === seat && event !== undefined,
      );
      if (!seat.dead || isMissed) continue;
      for (const delivery of await this.#leave(seat)) this.#books.cameAgain(delivery, true);
      await this.#steering.release();
    }
  }

  /** @returns what comes to others at once */
  async #leave(seat: Seat): Promise<Delivery[]> {
    seat.gone = true;
    this.#steering.leaving = undefined;
    await this.#group.leave(seat.member);
    await this.#group.pass(TAKEOVER_MS);
    return this.#group.take();
  }

  /** What was acknowledged comes no more, and all else does. */
  async #end(): Promise<void> {
    await this.#group.pass(2 * ACK_WAIT_MS);
    const came = new Set(this.#group.take().map(({ data }) => data));
    for (const { event } of this.#books.pending)
      if (event !== undefined && !came.has(event)) throw new NotSo(`${event} comes no more`);
    for (const event of this.#acknowledged)
      if (came.has(event)) throw new NotSo(`${event} comes again after its ack`);
  }

  /** So long that all that is to come has its place before any two messages are due again. */
  async #wait(): Promise<void> {
    const rest = this.#steps.slice(this.#at).filter(({ kind }) => kind.endsWith('delivered'));
    await this.#group.pass(SHORTEST_MS * 2 ** rest.length);
    this.#nothingCame();
  }

  #nothingCame(): void {
    const [delivery] = this.#group.take();
    if (delivery) throw new NotSo(`nobody expected ${delivery.data}`);
  }

  #is({ data, member, count }: Delivery, step: Step, times: number): void {
    const seat = this.#seat(step);
    if (data !== nameOf(step) || member !== seat.member || count !== times)
      throw new NotSo(`${nameOf(step)} should have come to ${seat.name}, the ${times + 1}. time`);
  }

  /** True if it cannot come by its ackWait: a handler is at work on what comes before it. */
  #isBlocked({ due }: Pending): boolean {
    return this.#books.pending.some(
      (other) => other.due < due && !other.holder.dead && this.#isInWork(other),
    );
  }

  #isInWork({ event = '' }: Pending): boolean {
    return (this.#working.get(event) ?? 0) > 0;
  }

  #works(step: Step, by: number): void {
    this.#working.set(nameOf(step), (this.#working.get(nameOf(step)) ?? 0) + by);
  }

  #seat({ client }: Step): Seat {
    return this.#books.seat(client, this.#random);
  }

  /** To whom the schedule has `event` sent next. */
  #next(event: string | undefined): string | undefined {
    const rest = this.#steps.slice(this.#at + 1);
    return rest.find((step) => step.kind === 'redelivered' && nameOf(step) === event)?.client;
  }
}
