import { VirtualClock } from '@workbook/clock';
import { Connection } from '@workbook/protocol/client';
import { type Broker, startBroker } from '../../src';
import { COMMANDS, MESSAGES, pub } from './inputs';
import { mutate } from './mutate';
import { Witness } from './witness';
import type { Random } from '@workbook/random';

const COMMANDS_EACH = 20;
const GREETINGS = [
  'CONNECT {"verbose":false}\r\n',
  'CONNECT {"verbose":false,"headers":true}\r\n',
  'CONNECT {"verbose":true,"headers":true,"no_responders":true,"echo":false}\r\n',
];

/** Whole connections of mutated commands to a running broker, and an honest client beside them. */
export class ConnectionFuzzer {
  readonly #clock = new VirtualClock();
  #broker: Broker | undefined;
  #witness: Witness | undefined;

  async start(): Promise<void> {
    this.#broker = await startBroker({
      clusterID: 'fuzz',
      clock: this.#clock,
      // What is kept is bounded, so that memory that grows is a finding.
      limits: { maxChannels: 50, maxMessages: 100, maxSubscriptions: 50 },
      coreLimits: { maxPending: 1_000_000, maxPayload: 100_000 },
    });
    this.#witness = await Witness.connect(this.#broker.port);
  }

  /** @returns how many mutated commands were sent; resolves once the broker has shown that it lives */
  async run(random: Random): Promise<number> {
    const connection = await Connection.open(this.#broker!.url);
    connection.hear(() => undefined);
    const bytes = Array.from({ length: COMMANDS_EACH }, () => this.#input(random));
    connection.end(Buffer.concat([Buffer.from(random.pick(GREETINGS)), ...bytes]));
    await this.#witness!.alive();
    await connection.drop();
    // Ack timers, heartbeats, farewells.
    if (random.below(10) === 0) await this.#clock.pass(random.below(20_000), nextTurn);
    return COMMANDS_EACH;
  }

  async stop(): Promise<void> {
    await this.#witness?.end();
    await this.#broker?.stop();
  }

  /** Most are mutated as messages in commands that are right: others end the connection. */
  #input(random: Random): Buffer {
    if (random.below(COMMANDS_EACH) === 0) return mutate(random.pick(COMMANDS), random);
    const { subject, valid } = random.pick(MESSAGES);
    return random.below(3) === 0 ? random.pick(COMMANDS) : pub(subject, mutate(valid, random));
  }
}

async function nextTurn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
