import { nameOf, times } from '@workbook/history';
import { breathe } from './breathe';
import type { Choices } from './choices';
import type { Database } from './database';
import type { Copy } from './copy';
import { Group } from './group';
import { Handling, type Listener, whenOf, type Wish } from './handling';
import { Memory } from './memory';
import { type Move, sending, troubles } from './move';
import type { AnyWorld, FaultLimits } from './small-world';
import type { Outcome, Standing } from './outcome';
import { stateKey } from './state-key';
import { ACK_WAIT_MS, type Deed, type Step } from './step';
import type { Tables } from './table';
import type { Tracked } from './tracked';
import { waitsForever } from './waits-forever';

/** One schedule of a small world, from its first delivery until nothing is left to do. */
export class ScheduleRun implements Listener, Standing {
  readonly #choices: Choices;
  readonly #record: ((step: Step) => void) | undefined;
  readonly #world: AnyWorld;
  readonly #group: Group;
  readonly #database: Database;
  /** How often each row was written. */
  readonly #writes = new Map<string, number>();
  readonly #left: Record<keyof FaultLimits, number>;
  readonly #patience: number;
  steps = 0;
  faults = 0;
  switches = 0;
  #handlings: Handling[] = [];
  #now = 0;
  #last: Handling | undefined;

  /** @param record takes every step, if somebody wants to see them */
  constructor(world: AnyWorld, choices: Choices, record?: (step: Step) => void) {
    this.#world = world;
    this.#choices = choices;
    this.#record = record;
    this.#group = new Group(world);
    this.#left = { crashes: 0, lostAcks: 0, duplicates: 0, failures: 0, ...world.faults };
    const causes = Object.values(this.#left).reduce((sum, each) => sum + each, world.events.length);
    // A patient handler gets its message again after each change that others made, no more often.
    this.#patience = 1 + 3 * causes * (world.copies ?? 2);
    this.#database = world.database?.() ?? new Memory(world.tables, world);
  }

  /**
   * @param longest steps after which it gives up
   * @returns undefined if it gave up, or if its choices did
   * @throws if a handler waits for something that is not in the database
   */
  async outcome(longest = Infinity): Promise<Outcome | undefined> {
    await breathe();
    try {
      return await this.#run(longest);
    } finally {
      for (const handling of this.#handlings) handling.drop();
    }
  }

  async #run(longest: number): Promise<Outcome | undefined> {
    for (;;) {
      const tired = this.#group.events.find((event) => event.deliveries > this.#patience);
      if (tired) return this.#outcome(`${nameOf(tired)} was sent ${times(tired.deliveries)}`);
      const moves = this.#moves();
      if (moves.length === 0) return this.#outcome(this.#judge());
      if (longest !== Infinity && this.steps + this.#least > longest) return undefined;
      const picked = this.#choices.pick(moves, this);
      if (picked === undefined) return undefined;
      this.steps++;
      this.#take(moves[picked]!);
      if (!(await this.#database.quiet())) this.#refuseWaiting();
    }
  }

  /** What stands in the tables now. */
  tables(): Tables {
    return this.#database.tables();
  }

  acknowledges(handling: Handling): void {
    const { event, copy, passage } = handling;
    handling.acknowledged = true;
    if (event.acknowledged) {
      this.#group.acknowledge(event, copy);
      return;
    }
    if (this.#left.lostAcks > 0 && this.#choices.branch(2) === 1) {
      this.#left.lostAcks--;
      this.faults++;
      event.left.clear();
      this.#tell(handling, { kind: 'ack lost' });
      return;
    }
    this.#group.acknowledge(event, copy);
    copy.acks++;
    this.#record?.({ kind: 'acknowledged', ...passage, at: this.#now });
  }

  ends(handling: Handling, why: string | undefined): void {
    const { event, copy, seen, acks } = handling;
    event.working--;
    const key = this.#world.service ? copy : undefined;
    if (handling.wasRefused) event.left.delete(key);
    else if (!handling.acknowledged) event.left.set(key, { rows: seen, acks });
    if (why !== undefined) this.#tell(handling, { kind: 'failed', why });
    else if (!handling.acknowledged) this.#tell(handling, { kind: 'left' });
  }

  /** How many steps there will be at least. */
  get #least(): number {
    let steps = 0;
    for (const { acknowledged, working } of this.#group.events)
      if (!acknowledged && working === 0) steps++;
    for (const { wishes } of this.#handlings) steps += wishes.length;
    return steps;
  }

  /** All that may happen now; nothing if nothing would happen without a fault. */
  #moves(): Move[] {
    if (this.#handlings.some(({ isOver }) => isOver))
      this.#handlings = this.#handlings.filter(({ isOver }) => !isOver);
    const moves: Move[] = [];
    for (const { wishes } of this.#handlings) moves.push(...wishes);
    for (const event of this.#group.fresh())
      moves.push(...this.#sendings(event, this.#membersFor(event), false));
    const again = this.#group.again((event) => this.#worthwhile(event).length > 0);
    for (const { event, early } of again)
      if (!early) moves.push(...this.#sendings(event, this.#worthwhile(event), false));
    if (moves.length === 0) return moves;
    const wishes = this.#handlings.flatMap((handling) => handling.wishes);
    moves.push(...troubles(wishes, this.#left, this.#choices.isByName === true));
    if (this.#left.duplicates > 0)
      for (const { event, early } of again)
        if (early) moves.push(...this.#sendings(event, this.#membersFor(event), true));
    return moves;
  }

  #sendings(event: Tracked, copies: readonly Copy[], early: boolean): Move[] {
    return copies.map((copy) => sending(event, copy, early, this.#isAny));
  }

  get #isAny(): boolean {
    return !this.#choices.isByName && this.#group.areAlike(this.#left.crashes);
  }

  #membersFor(event: Tracked): Copy[] {
    return this.#isAny ? [this.#group.idlestFor(event)] : this.#group.membersFor(event);
  }

  /**
   * The broker sends an un-acked message again for ever. A schedule has that only when the handler
   * may do otherwise than the last time: when a row that it looked at was written by others since,
   * or its copy has acknowledged something and may know more.
   *
   * @returns the members that may do otherwise
   */
  #worthwhile(event: Tracked): Copy[] {
    return this.#membersFor(event).filter((member) => this.#isWorthwhile(event, member));
  }

  #isWorthwhile(event: Tracked, copy: Copy): boolean {
    const key = this.#world.service ? copy : undefined;
    const sight = event.left.get(key);
    if (!sight || (key && key.acks > sight.acks)) return true;
    for (const [row, writes] of sight.rows) if (this.#isChanged(row, writes)) return true;
    return false;
  }

  #take(move: Move): void {
    this.#now++;
    if (move.kind === 'send') {
      this.#send(move.tracked, move.to, move.early);
      return;
    }
    const wish = move.kind === 'do' ? move : move.wish;
    if (this.#last !== wish.handling && this.#last?.ended === false) this.switches++;
    this.#last = wish.handling;
    if (move.kind === 'do') {
      this.#do(wish);
      wish.asked.answer();
    } else if (move.kind === 'fail') {
      this.#left.failures--;
      this.faults++;
      this.#remember(wish, 'refused');
      wish.handling.refuse(wish);
    } else {
      if (move.saved) this.#do(wish);
      this.#crash(wish, move.saved);
      wish.asked.drop?.();
    }
  }

  #send(event: Tracked, copy: Copy, early: boolean): void {
    if (early) {
      this.#left.duplicates--;
      this.faults++;
    }
    const count = event.deliveries;
    if (count > 0) {
      this.#now = Math.max(this.#now, event.sentAt + ACK_WAIT_MS);
      const { channel, sequence, subscription, sentTo: client } = event;
      this.#record?.({ kind: 'expired', client, channel, sequence, subscription, at: this.#now });
    }
    this.#group.send(event, copy, this.#now);
    copy.work ??= this.#database.startWork();
    const handling = new Handling(event, copy);
    this.#handlings.push(handling);
    if (this.#record) {
      const sent = { ...handling.passage, at: this.#now };
      this.#record(
        count > 0 ? { kind: 'redelivered', count, ...sent } : { kind: 'delivered', ...sent },
      );
      this.#tell(handling, { kind: 'handling' });
    }
    copy.past += `${event.number}.${event.deliveries}`;
    handling.start(this);
  }

  #do(wish: Wish): void {
    const { handling, asked } = wish;
    this.#remember(wish, this.#database.keys?.of(asked.table, asked.id) ?? '');
    const done = handling.execute(wish);
    const { kind, atomic } = done;
    const writes = this.#writes.get(wish.row) ?? 0;
    const seen = handling.seen.get(wish.row) ?? writes;
    const own = kind === 'saved' ? 1 : 0;
    this.#writes.set(wish.row, writes + own);
    handling.seen.set(wish.row, seen + own);
    handling.saves += own;
    const { table, id } = asked;
    // To find the row may take a while, and most schedules are told to nobody.
    if (!this.#record) return;
    if (kind === 'refused') this.#tell(handling, { kind, table, id });
    else if (kind === 'loaded') this.#tell(handling, { kind, table, id, row: done.row });
    else this.#tell(handling, { kind, table, id, row: done.row, ...(atomic && { atomic }) });
  }

  /** Its handler and its copy know more now: what stood in the row, or that it was refused. */
  #remember({ handling, operation }: Wish, what: string): void {
    const more = `(${operation} ${what})`;
    handling.past += more;
    handling.copy.past += `${handling.event.number}.${handling.delivery}${more}`;
  }

  readonly key = (): string | undefined =>
    stateKey({
      keys: this.#database.keys,
      group: this.#group,
      handlings: this.#handlings,
      left: this.#left,
      isService: this.#world.service !== undefined,
      isChanged: (row, writes) => this.#isChanged(row, writes),
    });

  #isChanged(row: string, writes: number): boolean {
    return (this.#writes.get(row) ?? 0) > writes;
  }

  #crash(wish: Wish, isDone: boolean): void {
    const { handling } = wish;
    this.#left.crashes--;
    this.faults++;
    this.#last = undefined;
    for (const other of this.#handlings.filter(({ copy }) => copy === handling.copy)) {
      other.drop();
      if (other.ended) continue;
      other.event.working--;
      other.event.left.clear();
    }
    this.#group.replace(handling.copy);
    this.#tell(handling, { kind: 'crashed', when: whenOf(wish, isDone) });
  }

  #judge(): string | undefined {
    this.#refuseWaiting();
    const open = this.#group.events.find(({ acknowledged }) => !acknowledged);
    if (open) return `${nameOf(open)} comes back after every ackWait, for ever`;
    const verdict = this.#world.safe(this.#database.tables());
    return verdict === true ? undefined : verdict;
  }

  /** @throws if a handler is at work, and asks nothing */
  #refuseWaiting(): void {
    const stuck = this.#handlings.find(
      ({ dead, ended, wishes }) => !dead && !ended && wishes.length === 0,
    );
    if (stuck) throw new Error(waitsForever(stuck, this.#world.database !== undefined));
  }

  #outcome(wrong: string | undefined): Outcome {
    return { wrong, steps: this.steps, faults: this.faults, switches: this.switches };
  }

  #tell(handling: Handling, deed: Deed): void {
    this.#record?.({ ...deed, ...handling.passage, at: this.#now });
  }
}
