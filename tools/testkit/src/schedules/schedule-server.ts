import type { Database, Tables, Work } from '@workbook/explorer';
import { type HeldCommand, type Mongod, startMongod } from '@workbook/mongod';
import { decode, type Doc, doc, int, isDoc, type Value } from '@workbook/mongod/values';
import { Looking, patient } from '@workbook/protocol/waiting';
import { isOfDocuments, plain, type Row, withID } from '@workbook/world';
import type { Connection } from 'mongoose';
import type { Message } from 'node-nats-streaming';
import type { Errand } from './errand';
import { HandlerConnection } from './handler-connection';
import { batchIn, HeldOperation, refuse } from './held-operation';
import { ScheduleMessage } from './message';

/** Who neither ends nor asks the database for so long, in real milliseconds, waits for something else. */
const LONGEST_MS = 1000;

/** What a world of schedules is made of, as far as the server knows it. */
export interface Stock<Opened> {
  readonly database: string;
  readonly rows: Readonly<Record<string, readonly object[]>>;
  readonly open: (connection: Connection) => Opened;
  readonly handle: (message: Message, opened: Opened) => Promise<void>;
}

/**
 * An embedded MongoDB on which one schedule runs after the other, each from the same rows: every command of a
 * handling is held until the schedule takes it as its next step.
 */
export class ScheduleServer<Opened> {
  readonly #looking = new Looking();
  #mongod!: Mongod;
  #restore!: () => void;
  /** By the name that each gives the server. */
  readonly #connections = new Map<string, HandlerConnection<Opened>>();
  /** By the number that the server gives each. */
  readonly #names = new Map<number, string>();
  #free: HandlerConnection<Opened>[] = [];
  /** Handlings that are at work. */
  readonly #errands = new Set<Errand>();

  private constructor(private readonly stock: Stock<Opened>) {}

  /** @throws what `open` throws; nothing is left then */
  static async start<Opened>(stock: Stock<Opened>): Promise<ScheduleServer<Opened>> {
    const server = new ScheduleServer(stock);
    server.#mongod = await startMongod({ hold: (command) => server.#take(command) });
    try {
      await server.#fill();
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  /** The database at the start of a schedule. */
  readonly begin = (): Database => {
    this.#restore();
    this.#errands.clear();
    return {
      startWork: () => this.#work,
      quiet: () => this.#quiet(),
      tables: () => this.#tables(),
    };
  };

  async stop(): Promise<void> {
    await Promise.all([...this.#connections.values()].map((connection) => connection.close()));
    await this.#mongod.stop();
  }

  /** Makes collections and indexes, as the first connection of mongoose does, and stores the rows. */
  async #fill(): Promise<void> {
    this.#free.push(await this.#open(true));
    const { mongo } = await import('mongoose');
    for (const [collection, rows] of Object.entries(this.stock.rows)) {
      if (rows.length === 0) continue;
      const documents = rows.map((row) =>
        decode(mongo.BSON.serialize(withID(row, mongo.ObjectId))),
      );
      this.#run({ insert: collection, documents });
    }
    this.#restore = this.#mongod.keep();
  }

  readonly #work: Work = async (message, ask) => {
    const errand: Errand = { ask, held: 0, isDropped: false, refused: 0 };
    this.#errands.add(errand);
    const connection = this.#free.pop() ?? (await this.#open(false));
    connection.errand = errand;
    try {
      await this.stock.handle(new ScheduleMessage(message), connection.opened);
    } finally {
      await connection.idle();
      connection.errand = undefined;
      this.#free.push(connection);
      this.#looking.note(() => this.#errands.delete(errand));
    }
  };

  async #quiet(): Promise<boolean> {
    const isQuiet = await this.#looking.until(
      () => [...this.#errands].every(({ held, isDropped }) => held > 0 || isDropped),
      patient(LONGEST_MS),
    );
    // After that who has come to an end has told it.
    await new Promise((resolve) => process.nextTick(resolve));
    return isQuiet;
  }

  #take(command: HeldCommand): void {
    const [name = ''] = command.body.keys();
    this.#name(command);
    const errand = this.#connections.get(this.#names.get(command.connectionID) ?? '')?.errand;
    if (!errand || !isOfDocuments(name)) command.answer(command.execute());
    else if (errand.isDropped) refuse(command, errand);
    else
      this.#looking.note(() => {
        errand.held++;
        errand.ask(new HeldOperation(command, errand, this.#mongod));
      });
  }

  /** Each connection says first who it is. */
  #name({ connectionID, body }: HeldCommand): void {
    const name = ['client', 'application', 'name'].reduce<Value | undefined>(
      (value, field) => (value !== undefined && isDoc(value) ? value.get(field) : undefined),
      body,
    );
    if (typeof name === 'string') this.#names.set(connectionID, name);
  }

  async #open(isFirst: boolean): Promise<HandlerConnection<Opened>> {
    const { createConnection } = await import('mongoose');
    const appName = `handling-${this.#connections.size + 1}`;
    const connection = await createConnection(`${this.#mongod.url}${this.stock.database}`, {
      appName,
      maxPoolSize: 1,
      monitorCommands: true,
      autoCreate: isFirst,
      autoIndex: isFirst,
    }).asPromise();
    let opened: Opened;
    try {
      opened = this.stock.open(connection);
    } catch (error) {
      await connection.close(true);
      throw error;
    }
    const made = new HandlerConnection(connection, opened);
    this.#connections.set(appName, made);
    if (isFirst) await Promise.all(Object.values(connection.models).map((model) => model.init()));
    return made;
  }

  #tables(): Tables {
    const tables: Tables = {};
    for (const collection of Object.keys(this.stock.rows)) {
      const found = this.#run({
        find: collection,
        sort: doc({ _id: int(1) }),
        batchSize: int(1e6),
      });
      const rows = batchIn(found).map((each) => plain(each) as Row);
      tables[collection] = Object.fromEntries(rows.map((row) => [String(row._id), row]));
    }
    return tables;
  }

  /** @throws Error with what the server says */
  #run(command: Readonly<Record<string, Value>>): Doc {
    const answer = this.#mongod.run(doc({ ...command, $db: this.stock.database }));
    const { ok, errmsg, writeErrors } = plain(answer) as Row;
    if (ok === 1 && !writeErrors) return answer;
    throw new Error(`${Object.keys(command)[0]}: ${JSON.stringify(writeErrors ?? errmsg)}`);
  }
}
