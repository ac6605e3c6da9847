import type { Copy } from './copy';

/** The subscription of one copy. */
interface Member {
  /** What it was sent and has not acknowledged. */
  pending: number;
  /** Its window was full after something new, and no ack of its own has opened it since. */
  stalled: boolean;
}

/**
 * The queue group of one channel. The broker sends a message, new or again, to the member with the
 * fewest un-acked ones of those that are not stalled, to the first of equals, and to the head of the
 * list if all are stalled; a head that is chosen goes to the end (behaviour document, section 3.9).
 *
 * What a member holds un-acked are also messages that are not in the small world: those of other
 * accounts in the same channel. With these, each member that is not stalled can be the one with the
 * fewest, and all the others can be stalled: so each may get a message that is not stalled, and again
 * one that is, if it is at the head then. Of two copies that is the one that was chosen before the
 * other. With three, or after a crash, the list may be in more than one order, and in none in which
 * all can be the head; here each may be, which is more than the broker allows.
 */
export class QueueGroup {
  /** In the order in which they were chosen last. */
  readonly #members = new Map<Copy, Member>();
  readonly #maxInFlight: number;
  #isOrderKnown: boolean;

  /** @param maxInFlight of each member; Infinity if it is never reached */
  constructor(copies: readonly Copy[], maxInFlight: number) {
    for (const copy of copies) this.#members.set(copy, { pending: 0, stalled: false });
    this.#maxInFlight = maxInFlight;
    this.#isOrderKnown = copies.length <= 2;
  }

  pendingOf(copy: Copy): number {
    return this.#members.get(copy)!.pending;
  }

  /** True if `copy` may get a message that comes for the first time. */
  takesNew(copy: Copy): boolean {
    const { pending, stalled } = this.#members.get(copy)!;
    return !stalled && pending < this.#maxInFlight;
  }

  /**
   * True if `copy` may get a message that comes again.
   *
   * @param before members that are sent again what they hold before that
   */
  takesAgain(copy: Copy, before: readonly Copy[]): boolean {
    if (!this.#members.get(copy)!.stalled || !this.#isOrderKnown) return true;
    const order = new Set(this.#members.keys());
    for (const other of before) toEnd(order, other);
    return copy === [...order].find((other) => this.#members.get(other)!.stalled);
  }

  /** A text that stands for what it knows of its members. */
  key(): string {
    const members = [...this.#members].map(
      ([{ number }, { pending, stalled }]) => `${number}.${pending}.${stalled}`,
    );
    return `${members.join()}.${this.#isOrderKnown}`;
  }

  send(copy: Copy): void {
    const member = this.#choose(copy);
    member.pending++;
    member.stalled = member.pending >= this.#maxInFlight;
  }

  /**
   * Again, which does not fill a window; that of `holder` may open. What a dead copy held had another
   * holder in between, and nobody knows who.
   *
   * @param before see takesAgain
   */
  resend(copy: Copy, holder: Copy | undefined, before: readonly Copy[]): void {
    for (const other of before) this.#choose(other);
    const member = this.#choose(copy);
    if (holder === copy) return;
    member.pending++;
    if (holder) {
      this.#members.get(holder)!.pending--;
      this.#open(holder);
    } else for (const other of this.#members.keys()) this.#open(other);
  }

  /** The ack of any member counts, and opens no other window than its own. */
  acknowledge(copy: Copy, holder: Copy | undefined): void {
    if (holder) this.#members.get(holder)!.pending--;
    this.#open(copy);
  }

  replace(gone: Copy, newcomer: Copy): void {
    this.#members.delete(gone);
    this.#members.set(newcomer, { pending: 0, stalled: false });
    this.#isOrderKnown = false;
  }

  #open(copy: Copy): void {
    const member = this.#members.get(copy)!;
    if (member.pending < this.#maxInFlight) member.stalled = false;
  }

  #choose(copy: Copy): Member {
    const member = this.#members.get(copy)!;
    this.#members.delete(copy);
    this.#members.set(copy, member);
    return member;
  }
}

function toEnd(order: Set<Copy>, copy: Copy): void {
  order.delete(copy);
  order.add(copy);
}
