import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type Broker, startBroker, VirtualClock } from '../../src';
import { COMMANDS, MESSAGES, pub } from './inputs';
import { mutate } from './mutate';
import type { Random } from '../random';

const COMMANDS_EACH = 20;
/** A broker that does not answer an honest client for so long hangs. */
const PATIENCE_MS = 10_000;

/** Whole connections of mutated commands to a running broker, and an honest client beside them. */
export class ConnectionFuzzer {
  readonly #clock = new VirtualClock();
  #broker: Broker | undefined;
  #witness: Socket | undefined;

  async start(): Promise<void> {
    this.#broker = await startBroker({
      clusterID: 'fuzz',
      clock: this.#clock,
      // What is kept is bounded, so that memory that grows is a finding.
      limits: { maxChannels: 50, maxMessages: 100, maxSubscriptions: 50 },
      coreLimits: { maxPending: 1_000_000, maxPayload: 100_000 },
    });
    this.#witness = await this.#connect();
    this.#witness.write('CONNECT {"verbose":false}\r\n');
  }

  /** @returns how many mutated commands were sent; resolves once the broker has shown that it lives */
  async run(random: Random): Promise<number> {
    const socket = await this.#connect();
    const bytes = Array.from({ length: COMMANDS_EACH }, () => this.#input(random));
    socket.end(Buffer.concat([Buffer.from('CONNECT {"verbose":false}\r\n'), ...bytes]));
    await this.#alive();
    socket.destroy();
    // Ack timers, heartbeats, farewells.
    if (random.below(10) === 0) await this.#clock.pass(random.below(20_000), nextTurn);
    return COMMANDS_EACH;
  }

  async stop(): Promise<void> {
    this.#witness?.destroy();
    await this.#broker?.stop();
  }

  /** Most are mutated as messages in commands that are right: others end the connection. */
  #input(random: Random): Buffer {
    if (random.below(COMMANDS_EACH) === 0) return mutate(random.pick(COMMANDS), random);
    const { subject, valid } = random.pick(MESSAGES);
    return random.below(3) === 0 ? random.pick(COMMANDS) : pub(subject, mutate(valid, random));
  }

  async #connect(): Promise<Socket> {
    const socket = connect(this.#broker!.port, '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.resume();
    return socket;
  }

  /** The honest client is answered. @throws if it is not */
  async #alive(): Promise<void> {
    const witness = this.#witness!;
    let heard = '';
    await new Promise<void>((resolve, reject) => {
      const timeout = setTimeout(() => {
        reject(new Error(`no PONG within ${PATIENCE_MS} ms, but ${JSON.stringify(heard)}`));
      }, PATIENCE_MS);
      const onData = (bytes: Buffer): void => {
        heard = (heard + bytes.toString('latin1')).slice(-1000);
        // The server's own PINGs are answered, or it would be stale when the time passes.
        if (heard.includes('PING\r\n')) witness.write('PONG\r\n');
        if (!heard.includes('PONG\r\n')) return;
        clearTimeout(timeout);
        witness.off('data', onData);
        resolve();
      };
      witness.on('data', onData);
      witness.write('PING\r\n');
    });
  }
}

async function nextTurn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
