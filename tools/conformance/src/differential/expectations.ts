import type { Side } from './side';
import type { Settings, Step } from './step';
import { Timers } from './timers';

/** An ackWait of more seconds does not pass in a session. */
const LONG_ACK_WAIT_S = 25;
const SECOND_MS = 1000;
/** How long a store on disk may take to notice that a message is too old, beyond its age. */
const AGE_ON_DISK_MS = 2300;
/** How long a client may take to answer a heartbeat in sessions with heartbeats: see draw.ts. */
export const HEARTBEAT_TIMEOUT_MS = 600;

/** When the servers of a session may do something by themselves, after what was done to them. */
export class Expectations {
  readonly #settings: Settings;
  readonly #sides: readonly Side[];
  readonly #timers = new Timers();
  readonly #arrivalsSeen = [0, 0];
  readonly #heartbeatsSeen = new Map<unknown, number>();

  constructor(settings: Settings, sides: readonly Side[]) {
    this.#settings = settings;
    this.#sides = sides;
  }

  /** True if nothing may happen between two times, in milliseconds since the epoch. */
  isClear(from: number, to: number): boolean {
    return this.#timers.isClear(from, to);
  }

  /** True if between two times a message was too old about when one came again. @param margin ms */
  isTie(from: number, to: number, margin: number): boolean {
    return this.#timers.isTie(from, to, margin);
  }

  /** Nothing is pending of a subscription: nothing comes again. */
  still(name: string): void {
    this.#timers.still(name, Date.now());
  }

  /** What may happen after a step that began at `start`. */
  after(step: Step, start: number): void {
    const { maxAge, maxInactivity, store, heartbeats } = this.#settings;
    const now = Date.now();
    if (step.do === 'restart') this.#afterRestart();
    this.more();
    for (const at of [start, now]) {
      if (maxAge > 0)
        this.#timers.moment(at + maxAge * SECOND_MS, store === 'file' ? AGE_ON_DISK_MS : 0);
      if (maxAge > 0 && step.do === 'publish') this.#timers.end(at + maxAge * SECOND_MS);
      if (maxInactivity > 0) this.#timers.moment(at + maxInactivity * SECOND_MS);
    }
    if (heartbeats > 0) this.#heartbeats(heartbeats * SECOND_MS);
  }

  /** What came may come again. */
  more(): void {
    for (const [index, side] of this.#sides.entries()) {
      for (const { inbox, at } of side.arrivals.slice(this.#arrivalsSeen[index])) {
        for (const { step, inbox: own } of side.subscriptions.all) {
          if (own !== inbox || step.ackWait >= LONG_ACK_WAIT_S) continue;
          this.#timers.beat(`s${step.sub}`, at, step.ackWait * SECOND_MS);
        }
      }
      this.#arrivalsSeen[index] = side.arrivals.length;
    }
  }

  /** What is pending is due when it was stored + ackWait, or at the start. */
  #afterRestart(): void {
    for (const side of this.#sides) {
      for (const { step, slot, inbox } of side.subscriptions.all) {
        if (step.ackWait >= LONG_ACK_WAIT_S) continue;
        const name = `s${step.sub}`;
        const every = step.ackWait * SECOND_MS;
        this.#timers.beat(name, side.readyAt, every);
        for (const { stored } of slot.received.get(inbox) ?? [])
          this.#timers.beat(name, stored, every);
      }
    }
  }

  /** A client that does not answer is given up some time after it was asked last. */
  #heartbeats(every: number): void {
    for (const side of this.#sides) {
      for (const slot of side.slots) {
        if (slot.answersHeartbeats && slot.isOpen) continue;
        for (const [inbox, times] of slot.heartbeats) {
          for (const at of [...times, side.readyAt]) {
            if (Date.now() - at > 2 * (every + HEARTBEAT_TIMEOUT_MS)) continue;
            const key = `${inbox} ${at}`;
            if (this.#heartbeatsSeen.has(key)) continue;
            this.#heartbeatsSeen.set(key, at);
            for (let beat = 0; beat < 5; beat++) {
              this.#timers.moment(at + beat * every);
              this.#timers.moment(at + beat * every + HEARTBEAT_TIMEOUT_MS);
              this.#timers.moment(at + beat * (every + HEARTBEAT_TIMEOUT_MS));
            }
          }
        }
      }
    }
  }
}
