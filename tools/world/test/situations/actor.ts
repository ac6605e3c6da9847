import type { Message, Stan } from 'node-nats-streaming';
import type { Happened, Passage } from '@workbook/history';
import { cutOff, disconnect } from '../../src/connect';

/** How an actor listens. */
interface Listening {
  readonly group?: string;
  readonly durable?: string;
  readonly ackWait: number;
}

/** Where an actor acts. */
interface Place {
  readonly happened: Happened[];
  /** By the broker's clock. */
  readonly now: number;
  settled(): Promise<void>;
}

/** The client of the core protocol inside a streaming client. */
interface Nats {
  publish: (...args: unknown[]) => void;
}

/** One copy of a service: a real client that does what the situation says, and writes it down. */
export class Actor {
  readonly #messages = new Map<number, Message>();

  constructor(
    readonly clientID: string,
    readonly stan: Stan,
    private readonly stage: Place,
  ) {}

  /** Listens from the beginning of the channel, and acknowledges by hand. */
  async listen(channel: string, { group, durable, ackWait }: Listening): Promise<void> {
    const options = this.stan
      .subscriptionOptions()
      .setDeliverAllAvailable()
      .setManualAckMode(true)
      .setAckWait(ackWait);
    if (durable !== undefined) options.setDurableName(durable);
    const subscription =
      group === undefined
        ? this.stan.subscribe(channel, options)
        : this.stan.subscribe(channel, group, options);
    subscription.on('message', (message: Message) => {
      this.#messages.set(message.getSequence(), message);
      this.#mark({ kind: 'handling', ...this.#passage(message.getSequence()) });
    });
    await this.stage.settled();
  }

  saves(sequence: number, table: string, id: string, row: object): void {
    this.#mark({ kind: 'saved', ...this.#passage(sequence), table, id, row });
  }

  loads(sequence: number, table: string, id: string, row: object): void {
    this.#mark({ kind: 'loaded', ...this.#passage(sequence), table, id, row });
  }

  leaves(sequence: number): void {
    this.#mark({ kind: 'left', ...this.#passage(sequence) });
  }

  says(text: string): void {
    this.#mark({ kind: 'note', client: this.clientID, text });
  }

  async acks(sequence: number): Promise<void> {
    this.#messages.get(sequence)!.ack();
    await this.stage.settled();
  }

  /** The client sends its ack, and the network swallows it. */
  async losesAck(sequence: number): Promise<void> {
    const nats = this.#nats();
    const { publish } = nats;
    nats.publish = () => undefined;
    this.#messages.get(sequence)!.ack();
    nats.publish = publish;
    this.#mark({ kind: 'ack lost', ...this.#passage(sequence) });
    await this.stage.settled();
  }

  /** Its socket is gone, and the broker is told nothing: `kill -9`. */
  async crashes(when: string): Promise<void> {
    cutOff(this.stan);
    this.#mark({ kind: 'crashed', client: this.clientID, when });
    await this.stage.settled();
  }

  async closes(): Promise<void> {
    await disconnect(this.stan);
    await this.stage.settled();
  }

  #nats(): Nats {
    return (this.stan as unknown as { nc: Nats }).nc;
  }

  /** What the broker has told of the delivery that this copy has in hand. */
  #passage(sequence: number): Passage {
    const { channel, subscription } = this.stage.happened.findLast(
      (each): each is Happened & { kind: 'delivered' } =>
        (each.kind === 'delivered' || each.kind === 'redelivered') &&
        each.client === this.clientID &&
        each.sequence === sequence,
    )!;
    return { client: this.clientID, channel, sequence, subscription };
  }

  #mark(mark: Mark): void {
    this.stage.happened.push({ ...mark, at: this.stage.now });
  }
}

type WithoutAt<T> = T extends unknown ? Omit<T, 'at'> : never;
type Mark = WithoutAt<Happened>;
