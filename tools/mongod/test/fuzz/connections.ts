import { VirtualClock } from '@workbook/clock';
import { type Mongod, startMongod } from '../../src';
import { type Doc, doc, encode, int, isArray, isDoc } from '../../src/values';
import type { Random } from '@workbook/random';
import { messageOf, RawClient } from '../raw-client';
import { COMMANDS } from './commands';
import { mutate, mutateInside } from './mutate';
import { disturbed, nested } from './values';

const COMMANDS_EACH = 20;
/** After so many connections what they have stored is dropped: memory that grows is a finding. */
const CONNECTIONS_EACH = 50;
/** Cursors of those that have gone are closed by then. */
const CURSORS_ARE_OVER_MS = 11 * 60 * 1000;
const KEPT = 'witness';

/** Whole connections of disturbed commands to a running server, and an honest client beside them. */
export class ConnectionFuzzer {
  readonly #clock = new VirtualClock();
  readonly #faults: string[] = [];
  #server!: Mongod;
  #witness!: RawClient;
  #connections = 0;

  async start(): Promise<void> {
    const log = (line: string): void => {
      if (line.includes('A fault of this server')) this.#faults.push(line);
    };
    this.#server = await startMongod({ clock: this.#clock, log });
    this.#witness = await RawClient.open(this.#server.port);
    const document = doc({ _id: int(1), kept: true });
    await this.#ask({ insert: 'kept', documents: [document], $db: KEPT });
  }

  /** @returns how many commands were sent; resolves once the server has shown that it lives */
  async run(random: Random): Promise<number> {
    const client = await RawClient.open(this.#server.port);
    const sent = Array.from({ length: COMMANDS_EACH }, () => this.#input(random));
    await client.end(Buffer.concat(sent));
    await this.#isWell();
    if (++this.#connections % CONNECTIONS_EACH === 0) await this.#tidy();
    return COMMANDS_EACH;
  }

  async stop(): Promise<void> {
    await this.#witness.end();
    await this.#server.stop();
  }

  /** Most are messages that are right, with commands that are not: others end the connection. */
  #input(random: Random): Buffer {
    const command = random.pick(COMMANDS);
    switch (random.below(COMMANDS_EACH * 4)) {
      case 0:
        return mutate(messageOf(command), random);
      case 1:
        return mutateInside(messageOf(command), random);
      case 2: {
        const deep = nested(170 + random.below(40), random.below(2) === 0);
        return messageOf(doc({ insert: 'a', documents: [deep], $db: 'shop' }));
      }
      case 3: {
        const bytes = mutateInside(Buffer.from(encode(command)), random);
        return messageOf(bytes);
      }
      default:
        return messageOf(random.below(4) === 0 ? command : disturbed(command, random));
    }
  }

  /** @throws if the server has made a mistake, or the witness does not find what it has stored */
  async #isWell(): Promise<void> {
    const found = await this.#ask({ find: 'kept', $db: KEPT });
    const cursor = found.get('cursor') ?? null;
    const batch = isDoc(cursor) ? cursor.get('firstBatch')! : [];
    if (!isArray(batch) || batch.length !== 1) throw new Error('The witness has lost its document');
    if (this.#faults.length > 0) throw new Error(this.#faults[0]);
  }

  async #tidy(): Promise<void> {
    const listed = await this.#ask({ listDatabases: int(1), nameOnly: true, $db: 'admin' });
    for (const each of listed.get('databases') as readonly Doc[]) {
      const $db = each.get('name') as string;
      if ($db !== KEPT) await this.#ask({ dropDatabase: int(1), $db });
    }
    await this.#clock.pass(CURSORS_ARE_OVER_MS, () => Promise.resolve());
  }

  #ask(command: Parameters<typeof doc>[0]): Promise<Doc> {
    return this.#witness.ask(doc(command));
  }
}
