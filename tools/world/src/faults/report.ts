import { type BrokerFault, type CopyFault, type Fault, isOfCopy, type Plan } from './fault';
import type { Fact } from '../wire/fact';

/** What became of one fault of a plan, as data: on a real server as on the embedded one. */
export type FaultReport =
  /** `forestalled`: another fault of the plan happened in its place. */
  | { readonly fault: Fault; readonly outcome: 'happened' | 'forestalled' }
  | ({ readonly fault: CopyFault } & (
      | /** The client got the message and wrote nothing since, or there is no database. */
        { readonly outcome: 'not written' | 'no database' }
        /** The test connected these clients, and not the one that the fault is about. */
      | { readonly outcome: 'no such client'; readonly clients: readonly string[] }
      /** The client got these messages, and not the one that the fault is about. */
      | { readonly outcome: 'not delivered'; readonly delivered: readonly number[] }
      /** The client got the message, and sent no ack for it. */
      | { readonly outcome: 'not acknowledged' }
    ))
  /** The test published up to this number in a channel, and the fault comes after a later one. */
  | { readonly fault: BrokerFault; readonly outcome: 'not published'; readonly last: number };

/** What a client got and acknowledged. */
interface Traffic {
  readonly delivered: Set<number>;
  readonly acknowledged: Set<number>;
}

/** Looks on while a plan is at work, and says afterwards what became of each fault. */
export class FaultLog {
  readonly #plan: Plan;
  readonly #happened = new Set<Fault>();
  readonly #withoutDatabase = new Set<Fault>();
  readonly #clients = new Map<string, Traffic>();
  #lastPublished = 0;

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  /** Something passed between a client and the server. */
  passed(fact: Fact): void {
    const traffic = this.#trafficOf(fact.client);
    if (fact.kind === 'delivered' || fact.kind === 'redelivered') {
      traffic.delivered.add(fact.sequence);
    }
    if (fact.kind === 'acknowledged') traffic.acknowledged.add(fact.sequence);
  }

  /** The test has published the message of this number in its channel. */
  published(sequence: number): void {
    this.#lastPublished = Math.max(this.#lastPublished, sequence);
  }

  /** It is one of a database, and there is none. */
  hasNoDatabase(fault: CopyFault): void {
    this.#withoutDatabase.add(fault);
  }

  happened(fault: Fault): void {
    this.#happened.add(fault);
    if (!isOfCopy(fault)) return;
    // It came as far as the line, whatever became of it there.
    const traffic = this.#trafficOf(fault.client);
    traffic.delivered.add(fault.sequence);
    if (isAtAck(fault)) traffic.acknowledged.add(fault.sequence);
  }

  /** In the order of the plan. */
  report(): FaultReport[] {
    return this.#plan.map((fault) => this.#reportOn(fault));
  }

  #reportOn(fault: Fault): FaultReport {
    if (this.#happened.has(fault)) return { fault, outcome: 'happened' };
    if (isOfCopy(fault)) return this.#whyNot(fault);
    if (fault.sequence > this.#lastPublished) {
      return { fault, outcome: 'not published', last: this.#lastPublished };
    }
    return { fault, outcome: 'forestalled' };
  }

  #whyNot(fault: CopyFault): FaultReport {
    const { client, sequence } = fault;
    const traffic = this.#clients.get(client);
    if (!traffic) return { fault, outcome: 'no such client', clients: [...this.#clients.keys()] };
    const { delivered, acknowledged } = traffic;
    if (!delivered.has(sequence)) {
      return { fault, outcome: 'not delivered', delivered: [...delivered] };
    }
    if (this.#withoutDatabase.has(fault)) return { fault, outcome: 'no database' };
    if (fault.kind === 'refuse') return { fault, outcome: 'not written' };
    if (isAtAck(fault) && !acknowledged.has(sequence)) {
      return { fault, outcome: 'not acknowledged' };
    }
    return { fault, outcome: 'forestalled' };
  }

  #trafficOf(client: string): Traffic {
    const known = this.#clients.get(client);
    const traffic = known ?? { delivered: new Set(), acknowledged: new Set() };
    this.#clients.set(client, traffic);
    return traffic;
  }
}

function isAtAck({ kind }: CopyFault): boolean {
  return kind === 'lose-ack' || kind === 'crash-after-save';
}
