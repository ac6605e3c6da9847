import { isSame, nameOf, ordinal } from '@workbook/history';
import type { Copy } from '../../src/copy';
import { Group } from '../../src/group';
import type { AnyWorld } from '../../src/small-world';
import type { Tracked } from '../../src/tracked';
import type { Delivery, RealGroup, RealMember } from './real-group';

/** The explorer's group beside the broker's own, which does as it likes. */
export class Beside {
  readonly #real: RealGroup;
  readonly #group: Group;
  readonly #copies = new Map<RealMember, Copy>();

  constructor(real: RealGroup, world: AnyWorld) {
    this.#real = real;
    this.#group = new Group(world);
  }

  /** What members have had. */
  get had(): Tracked[] {
    return this.#group.events.filter(({ deliveries }) => deliveries > 0);
  }

  /** True if it has had something. */
  knows(member: RealMember): boolean {
    return this.#copies.has(member);
  }

  /**
   * Lets the explorer's group do what the broker did since, in any order where it was at once.
   *
   * @returns what it may not do
   */
  follow(): string[] {
    const came = this.#real.take();
    while (came.length > 0) {
      const together = came.filter(({ at }) => at === came[0]!.at);
      const next = together.find((delivery) => this.#allows(delivery));
      if (!next) return together.map((delivery) => this.#told(delivery));
      came.splice(came.indexOf(next), 1);
      this.#take(next);
    }
    return [];
  }

  acknowledge(event: Tracked, member: RealMember): void {
    this.#group.acknowledge(event, this.#copies.get(member)!);
  }

  leaves(member: RealMember): void {
    this.#group.replace(this.#copies.get(member)!);
    this.#copies.delete(member);
  }

  #allows(delivery: Delivery): boolean {
    const event = this.#eventOf(delivery);
    const again = this.#group.again(() => true).map((each) => each.event);
    const may = delivery.count === 0 ? this.#group.fresh() : again;
    return (
      may.includes(event) &&
      event.deliveries === delivery.count &&
      this.#copyFor(delivery) !== undefined
    );
  }

  #take(delivery: Delivery): void {
    const event = this.#eventOf(delivery);
    const copy = this.#copyFor(delivery)!;
    this.#copies.set(delivery.member, copy);
    this.#group.send(event, copy, delivery.at);
    // There are no handlers here.
    event.working = 0;
  }

  /** The copy that stands for the member; undefined if it may not get this. */
  #copyFor(delivery: Delivery): Copy | undefined {
    const known = this.#copies.get(delivery.member);
    const members = this.#group.membersFor(this.#eventOf(delivery));
    return members.find((copy) => (known ? copy === known : copy.name === ''));
  }

  #eventOf(delivery: Delivery): Tracked {
    return this.#group.events.find((event) => isSame(event, delivery))!;
  }

  #told({ count, member, ...message }: Delivery): string {
    const who = this.#copies.get(member)?.name ?? 'a new copy';
    return `${nameOf(message)} to ${who}, the ${ordinal(count + 1)} time`;
  }
}
