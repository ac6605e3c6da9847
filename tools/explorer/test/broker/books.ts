import { below, type Random } from './random';
import { ACK_WAIT_MS, type Delivery, type RealGroup, type RealMember } from './real-group';

/** What a member that left had not acknowledged comes to the others after this. */
export const TAKEOVER_MS = 100;
/** And counts as overdue by so much. */
const OVERDUE_MS = 1000;

/** A schedule that the broker cannot be brought to do, or not in this way. */
export class NotSo extends Error {}

/** A member of the real group, for a copy of the schedule. */
export interface Seat {
  readonly member: RealMember;
  /** The copy's name; empty until the schedule has one for it. */
  name: string;
  dead: boolean;
  /** The broker knows. */
  gone: boolean;
  /** Channels in which its window is full. */
  readonly stalled: Set<string>;
  /** What came, and was not taken out of the socket yet. */
  readonly socket: string[];
}

/** A message that is pending. */
export interface Pending {
  readonly channel: string;
  readonly sequence: number;
  /** `a #1` of the small world; undefined if it is none of it. */
  readonly event: string | undefined;
  holder: Seat;
  /** When it comes again. */
  due: number;
  /** Or else then: nobody knows who has inherited it. */
  dueOr: number | undefined;
  /** So often it came again, and the schedule has nothing of it. */
  extra: number;
}

/** What can be known of a real group by what it has sent and was told. */
export class Books {
  readonly #seats: Seat[] = [];
  readonly #group: RealGroup;
  readonly #maxInFlight: number;
  #pending: Pending[] = [];

  constructor(group: RealGroup, maxInFlight: number) {
    this.#group = group;
    this.#maxInFlight = maxInFlight;
  }

  /** Whoever the broker takes for a member. */
  get present(): Seat[] {
    return this.#seats.filter(({ gone }) => !gone);
  }

  /** In the order in which they are due. */
  get pending(): readonly Pending[] {
    return this.#pending.toSorted((one, other) => one.due - other.due);
  }

  add(member: RealMember): void {
    const nothing = { name: '', dead: false, gone: false, socket: [] };
    this.#seats.push({ member, stalled: new Set(), ...nothing });
  }

  /** Who stands for the copy of this name: anyone who stands for none, if there is nobody yet. */
  seat(name: string, random: Random): Seat {
    const unused = this.#seats.filter((seat) => seat.name === '');
    const seat = this.known(name) ?? unused[below(unused.length, random)]!;
    seat.name = name;
    return seat;
  }

  known(name: string): Seat | undefined {
    return this.#seats.find((seat) => seat.name === name);
  }

  seatOf({ member }: Delivery): Seat {
    return this.#seats.find((seat) => seat.member === member)!;
  }

  pendingOf({ channel, sequence, data }: Delivery): Pending {
    const found = this.#pending.find((one) => one.channel === channel && one.sequence === sequence);
    if (!found) throw new NotSo(`${data} came again after it was acknowledged`);
    return found;
  }

  isInSocket(event: string): boolean {
    return this.#seats.some(({ socket }) => socket.includes(event));
  }

  /** So many messages the broker waits for. */
  held(seat: Seat, channel: string): number {
    return this.#pending.filter((one) => one.holder === seat && one.channel === channel).length;
  }

  /** It came for the first time. */
  came(delivery: Delivery, event: string | undefined): void {
    const { channel, sequence } = delivery;
    const holder = this.seatOf(delivery);
    const due = this.#group.now + ACK_WAIT_MS;
    this.#pending.push({ channel, sequence, event, holder, due, dueOr: undefined, extra: 0 });
    if (this.held(holder, channel) >= this.#maxInFlight) holder.stalled.add(channel);
  }

  /** It came again. */
  cameAgain(delivery: Delivery, isInherited: boolean): Pending {
    const pending = this.pendingOf(delivery);
    const { holder: from, channel } = pending;
    const to = this.seatOf(delivery);
    pending.due = (to === from ? pending.due : this.#group.now) + ACK_WAIT_MS;
    pending.dueOr = isInherited ? pending.due : undefined;
    if (isInherited) pending.due -= TAKEOVER_MS + OVERDUE_MS;
    pending.holder = to;
    if (from !== to) this.#open(from, channel);
    return pending;
  }

  /** `seat` has acknowledged it. */
  acknowledged(seat: Seat, channel: string, sequence: number): void {
    this.#pending = this.#pending.filter(
      (one) => one.channel !== channel || one.sequence !== sequence,
    );
    this.#open(seat, channel);
  }

  #open(seat: Seat, channel: string): void {
    if (this.held(seat, channel) < this.#maxInFlight) seat.stalled.delete(channel);
  }
}
