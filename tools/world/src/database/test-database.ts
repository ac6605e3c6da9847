import { setImmediate as turn } from 'node:timers/promises';
import type { Connection, mongo } from 'mongoose';
import { Looking, patient } from '@workbook/protocol/waiting';
import type { Around, Running, Surroundings } from '../server-kind';
import { CopyConnections } from './copies';
import { DatabaseFacts } from './facts';
import type { Holding } from './holding';
import type { DatabaseLine } from './line';
import { type Row, rowOf, withID } from './plain';
import { type DatabaseServer, startDatabaseServer } from './server';

/** Databases that a server has for itself. */
const OWN: ReadonlySet<string> = new Set(['admin', 'config', 'local']);

/** A client whose connection broke looks for the server so soon, and not after 10 s. */
const BACK_SOON_MS = '500';

/** A client has read what was sent to it when the process has turned so often, and nothing else has passed. */
const QUIET_TURNS = 3;

/**
 * A MongoDB for one test: the embedded one; with `MONGOMS_SYSTEM_BINARY=/path/to/mongod` in the environment
 * that one, for the same tests.
 */
export class TestDatabase implements Running {
  /** What has passed between clients and the database so far, on any server. */
  readonly facts = new DatabaseFacts();
  readonly #looking = new Looking();
  readonly #copies = new CopyConnections(() => this.#look());
  #line!: DatabaseLine;
  #own: mongo.MongoClient | undefined;

  private constructor(
    private readonly server: DatabaseServer,
    private readonly world: Around,
  ) {}

  /** @throws as mongodb-memory-server does, if what `MONGOMS_SYSTEM_BINARY` names cannot be started */
  static async start({ clock, world }: Surroundings): Promise<TestDatabase> {
    // A world without one has no need of all that.
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() does not read TypeScript
    const { DatabaseLine } = require('./line') as typeof import('./line');
    const server = await startDatabaseServer(clock);
    const database = new TestDatabase(server, world);
    database.#line = await DatabaseLine.open(
      server.url,
      (fact) => database.facts.all.push(fact),
      () => database.#look(),
    );
    if (server.isShared) await database.#empty();
    return database;
  }

  /** Where clients connect that are no copy: `mongodb://127.0.0.1:PORT/`. */
  get url(): string {
    return `mongodb://${this.#line.host}/`;
  }

  /** How much has passed so far. */
  get traffic(): number {
    return this.#line.traffic;
  }

  /** Connects mongoose for a copy, `orders-1`, to the database `name`; it is closed with the world. */
  connect(copy: string, name: string): Promise<Connection> {
    return this.#copies.open(this.#urlOf(copy, name));
  }

  /** Where a copy connects that is a process of its own. */
  newURL(copy: string, name: string): string {
    this.world.hasProcess();
    return this.#urlOf(copy, name);
  }

  /** What stands in a collection, in the order of `_id`, an ObjectId as its 24 digits. */
  async rows(name: string, collection: string): Promise<Row[]> {
    const found = (await this.#client()).db(name).collection(collection).find().sort({ _id: 1 });
    return (await found.toArray()).map((each) => rowOf(Object.entries(each)));
  }

  /** Stores documents past all copies; an `_id` of 24 digits becomes an ObjectId. */
  async store(name: string, collection: string, ...rows: readonly object[]): Promise<void> {
    const { mongo } = await import('mongoose');
    const documents = rows.map((row) => withID(row, mongo.ObjectId));
    await (await this.#client()).db(name).collection(collection).insertMany(documents);
  }

  /**
   * Answers every command of that name, `update`, of a copy as a server does whose disk is full: with the
   * error 14031, OutOfDiskSpace.
   *
   * @returns a function that ends that
   */
  refuse(copy: string, name: string): () => void {
    return this.#line.refuse(copy, name);
  }

  /** Answers the next write of a copy like that, whatever it is. @param refused called when that has happened */
  refuseNextWrite(copy: string, refused: () => void): void {
    this.#line.refuseNextWrite(copy, refused);
  }

  /** Breaks the connections of a copy, which may come back. */
  cut(copy: string): void {
    this.#line.cut(copy);
  }

  /** Has what copies ask of documents wait until it is let go. */
  hold(): Holding {
    return this.#line.hold();
  }

  /** Resolves when every command was answered, but for those that are held, and the answer was read. */
  async settled(): Promise<void> {
    for (let turns = 0; turns < QUIET_TURNS; turns++) {
      const before = this.traffic;
      if (!this.#isQuiet()) await this.#looking.until(() => this.#isQuiet(), patient(4000));
      await turn();
      if (before !== this.traffic) turns = -1;
    }
  }

  /** Closes every connection, then ends the server. */
  async stop(): Promise<void> {
    await Promise.all([this.#copies.close(), this.#own?.close()]);
    await this.#line.close();
    await this.server.stop();
  }

  #isQuiet(): boolean {
    const { underWay, looking } = this.#copies;
    return looking === 0 && this.#line.underWay === 0 && underWay - this.#line.held <= 0;
  }

  #look(): void {
    this.#looking.note(() => undefined);
  }

  #urlOf(copy: string, name: string): string {
    const query = new URLSearchParams({ appName: copy, heartbeatFrequencyMS: BACK_SOON_MS });
    return `${this.url}${name}?${query.toString()}`;
  }

  /** The test's own, past the line. */
  async #client(): Promise<mongo.MongoClient> {
    if (this.#own) return this.#own;
    const { mongo } = await import('mongoose');
    return (this.#own = await new mongo.MongoClient(this.server.url).connect());
  }

  async #empty(): Promise<void> {
    const client = await this.#client();
    const { databases } = await client.db().admin().listDatabases({ nameOnly: true });
    for (const { name } of databases) if (!OWN.has(name)) await client.db(name).dropDatabase();
  }
}
