import type { ServerCommand } from '@workbook/broker/process';
import {
  CloseRequest,
  CloseResponse,
  ConnectResponse,
  Ping,
  PingResponse,
  PubMsg,
  SubscriptionRequest,
  SubscriptionResponse,
  UnsubscribeRequest,
} from '@workbook/protocol';
import http from 'node:http';
import { Journal } from './journal';
import { Marker } from './marker';
import { type Pages, pagesOf } from './pages';
import { Server } from '../server';
import { Slot } from './slot';
import type { Settings, Step, Subscribe } from './step';
import { Subscriptions } from './subscriptions';

/** How long an answer may take; a connect asks whoever has the client ID first, for half a second. */
const ANSWER_MS = 600;
const CONNECT_MS = 1200;
/** What is not answered at all is not waited for any longer. */
const SILENCE_MS = 120;

type Of<Kind extends Step['do']> = Extract<Step, { readonly do: Kind }>;

/** One of the servers of a session with all its clients. */
export class Side {
  readonly journal = new Journal();
  readonly subscriptions = new Subscriptions();
  /** When something came to an inbox for messages; milliseconds since the epoch. */
  readonly arrivals: { readonly inbox: string; readonly at: number }[] = [];
  /** The server did not come back. */
  isGone = false;
  /** When the server was last ready. */
  readyAt = 0;
  readonly #server: Server;
  readonly #settings: Settings;
  readonly #slots = new Map<number, Slot>();
  readonly #agent = new http.Agent({ keepAlive: true });
  #marker: Marker;
  #published = 0;

  constructor(command: ServerCommand, settings: Settings) {
    this.#server = new Server(command, settings.store, settings.flags);
    this.#settings = settings;
    this.#marker = new Marker(this.journal);
  }

  get slots(): Iterable<Slot> {
    return this.#slots.values();
  }

  async start(): Promise<void> {
    await this.#server.start();
    this.readyAt = Date.now();
    await this.#marker.open(this.#server.url);
    await this.#marker.register();
  }

  async remove(): Promise<void> {
    await Promise.all([this.#marker, ...this.slots].map(async (slot) => slot.drop()));
    this.#agent.destroy();
    await this.#server.remove();
  }

  async perform(step: Step): Promise<void> {
    switch (step.do) {
      case 'connect':
        return this.#connect(step);
      case 'publish':
        return this.#publish(step);
      case 'subscribe':
        return this.#subscribe(step);
      case 'ack':
        this.#ack(step);
        return undefined;
      case 'end':
        return this.#end(step);
      case 'close': {
        const slot = this.#slot(step.slot);
        const bytes = CloseRequest.encode({ clientID: step.id || slot.id });
        const read = (bytes: Buffer): string => CloseResponse.decode(bytes).error;
        return this.#request(slot, '_STAN.close.test-cluster', bytes, read);
      }
      case 'ping':
        return this.#ping(step);
      case 'garbage': {
        const read = (answer: Buffer): string => JSON.stringify(answer.toString('latin1'));
        const bytes = Buffer.from(step.bytes, 'latin1');
        return this.#request(this.#slot(step.slot), step.to, bytes, read, SILENCE_MS);
      }
      case 'drop':
        return this.#slot(step.slot).drop();
      case 'return':
        return this.#slot(step.slot).open(this.#server.url);
      case 'silence':
      case 'speak':
        this.#slot(step.slot).answersHeartbeats = step.do === 'speak';
        return undefined;
      case 'restart':
        return this.#restart(step.signal);
      case 'wait':
        return undefined;
    }
  }

  /** Resolves when the server has handled all that was sent to it, and what follows from it has come. */
  async settle(): Promise<void> {
    await this.#flush();
    await this.#marker.pass();
    await this.#flush();
  }

  async #flush(): Promise<void> {
    await Promise.all([...this.slots].map(async (slot) => slot.flush()));
  }

  /** Resolves when nothing has come for `ms`. */
  async quiet(ms: number): Promise<void> {
    for (let rest = ms; rest > 0; rest = this.journal.lastArrival + ms - Date.now()) {
      await new Promise((resolve) => setTimeout(resolve, rest));
    }
  }

  async pages(): Promise<Pages> {
    return pagesOf(this.#server.monitoringURL, this.#agent, (ackInbox) =>
      this.subscriptions.nameOf(ackInbox),
    );
  }

  #slot(number: number): Slot {
    let slot = this.#slots.get(number);
    if (!slot) {
      slot = new Slot(number, this.journal, (inbox, at) => this.arrivals.push({ inbox, at }));
      this.#slots.set(number, slot);
    }
    return slot;
  }

  async #request(
    slot: Slot,
    subject: string,
    bytes: Buffer,
    read: (answer: Buffer) => string,
    ms = ANSWER_MS,
  ): Promise<void> {
    await slot.request(subject, bytes, ms, (answer) =>
      this.journal.note(
        { what: 'answer' },
        read(answer) || (answer.length === 0 ? 'nothing' : 'ok'),
      ),
    );
  }

  async #connect({ slot: number, id, protocol }: Of<'connect'>): Promise<void> {
    const slot = this.#slot(number);
    await slot.open(this.#server.url);
    const bytes = slot.registration(id, protocol);
    const read = (answer: Buffer): string => {
      const response = ConnectResponse.decode(answer);
      if (response.error === '') slot.registered();
      return response.error || JSON.stringify(response);
    };
    await this.#request(slot, '_STAN.discover.test-cluster', bytes, read, CONNECT_MS);
  }

  async #publish(step: Of<'publish'>): Promise<void> {
    const slot = this.#slot(step.slot);
    if (!slot.isOpen) return;
    const wanted = slot.pubAcks + step.count;
    const { clientID, connID } = authorOf(step, slot);
    for (let sent = 0; sent < step.count; sent++) {
      const name = `m${++this.#published}`;
      const { channel: subject, reply } = step;
      const data = Buffer.alloc(Math.max(step.size, name.length), `${name} `);
      const guid = step.as === 'without a guid' ? '' : name;
      const message = PubMsg.encode({ clientID, connID, guid, subject, reply, data });
      slot.publish('_STAN.pub.test-cluster.any', message, slot.acksInbox);
    }
    const late = Date.now() + ANSWER_MS;
    while (!slot.hasAcks(wanted) && Date.now() < late) await this.quiet(2);
  }

  async #subscribe(step: Subscribe): Promise<void> {
    const slot = this.#slot(step.slot);
    if (!slot.isOpen) return;
    const inbox = inboxOf(step.inboxOf);
    slot.listen(inbox);
    const bytes = SubscriptionRequest.encode({
      clientID: slot.id,
      subject: step.channel,
      queueGroup: step.queue,
      inbox,
      maxInFlight: step.maxInFlight,
      ackWaitInSecs: step.ackWait,
      durableName: step.durable,
      startPosition: step.start,
      startSequence: step.sequence,
      startTimeDelta: step.delta * 1e9,
    });
    await this.#request(slot, '_STAN.sub.test-cluster', bytes, (answer) => {
      const { ackInbox, error } = SubscriptionResponse.decode(answer);
      if (error) return error;
      this.subscriptions.add({ step, slot, inbox, ackInbox });
      return /^_INBOX\.\w{22}$/.test(ackInbox) ? 'an ack inbox' : `the ack inbox ${ackInbox}`;
    });
  }

  #ack({ sub, via, which, channel }: Of<'ack'>): void {
    const subscription = this.subscriptions.get(sub);
    if (!subscription) return;
    const unacked = this.subscriptions.unacked(sub);
    const sequences = {
      oldest: unacked.slice(0, 1),
      newest: unacked.slice(-1),
      all: unacked,
      unknown: [9999],
      acked: [...subscription.acked].slice(-1),
    };
    this.subscriptions.acknowledge(sub, via, sequences[which], channel);
  }

  async #end({ sub, how, slot, by, channel }: Of<'end'>): Promise<void> {
    const subscription = this.subscriptions.get(sub);
    if (!subscription) return;
    const from = slot === undefined ? subscription.slot : this.#slot(slot);
    const { inbox, ackInbox, step } = subscription;
    const bytes = UnsubscribeRequest.encode({
      clientID: from.id,
      subject: channel || step.channel,
      inbox: { 'ack inbox': ackInbox, inbox, 'unknown inbox': '_INBOX.unknown' }[by],
      durableName: step.durable,
    });
    const read = (answer: Buffer): string => SubscriptionResponse.decode(answer).error;
    await this.#request(from, `_STAN.${how}.test-cluster`, bytes, read);
  }

  async #ping({ slot: number, as }: Of<'ping'>): Promise<void> {
    const slot = this.#slot(number);
    const connID = {
      itself: slot.connID,
      unknown: Buffer.from('unknown'),
      nobody: Buffer.alloc(0),
    };
    const bytes = Ping.encode({ connID: connID[as] });
    const read = (answer: Buffer): string => PingResponse.decode(answer).error;
    const ms = connID[as].length > 0 ? ANSWER_MS : SILENCE_MS;
    await this.#request(slot, '_STAN.discover.test-cluster.pings', bytes, read, ms);
  }

  async #restart(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    await this.#server.end(signal);
    try {
      await this.#server.start();
    } catch (error) {
      this.isGone = true;
      this.journal.note({ what: 'server' }, String(error));
      return;
    }
    this.readyAt = Date.now();
    await this.#marker.open(this.#server.url);
    if (this.#settings.store === 'memory') await this.#marker.register();
  }
}

/** What the subscription with this number listens on. */
export function inboxOf(number: number): string {
  return `_INBOX.s${number}`;
}

function authorOf(
  { as }: Of<'publish'>,
  { id, connID }: Slot,
): { clientID: string; connID: Buffer } {
  switch (as) {
    case 'its ID':
      return { clientID: id, connID: Buffer.alloc(0) };
    case 'another ID':
      return { clientID: 'stranger', connID };
    case 'an old connection':
      return { clientID: id, connID: Buffer.from('connection-0-0') };
    default:
      return { clientID: id, connID };
  }
}
