import { serialize } from 'bson';
import { type Db, type Document, MongoClient, MongoServerError } from 'mongodb';
import { decode } from '../../src/values';
import { text } from '../values/notation';

/** The server that is held against a statement, and a database on it that is empty. */
export class Target {
  private constructor(
    readonly url: string,
    readonly client: MongoClient,
    readonly db: Db,
  ) {}

  static async open(url: string, database: string): Promise<Target> {
    const client = await MongoClient.connect(url, { serverSelectionTimeoutMS: 5000 });
    await client.db(database).dropDatabase();
    return new Target(url, client, client.db(database));
  }

  async close(): Promise<void> {
    await this.db.dropDatabase();
    await this.client.close();
  }

  /** The answer as it came, numbers with their types. @throws what the driver throws */
  answer(command: Document, database?: string): Promise<Document> {
    const db = database === undefined ? this.db : this.client.db(database);
    return db.command(command, { promoteValues: false, bsonRegExp: true });
  }

  /**
   * The answer as text, `{ n: 1 }`; of an error its code and its name, `59 CommandNotFound`.
   *
   * @param fields those that the statement is about; all but `ok` unless given
   */
  async run(command: Document, ...fields: string[]): Promise<string> {
    return withCode(async () => {
      const answer = await this.answer(command);
      const names =
        fields.length > 0 ? fields : Object.keys(answer).filter((name) => name !== 'ok');
      return told(Object.fromEntries(names.map((name) => [name, answer[name] as unknown])));
    });
  }

  /** Inserts into `c`. */
  async put(...documents: Document[]): Promise<void> {
    await this.answer({ insert: 'c', documents });
  }

  /** The first batch of a `find` or an `aggregate`; of an error, its code and its name. */
  async batch(command: Document): Promise<string[] | string> {
    return withCode(async () => {
      const { cursor } = await this.answer(command);
      return (cursor as { firstBatch: Document[] }).firstBatch.map(told);
    });
  }

  find(filter: Document = {}, more: Document = {}): Promise<string[] | string> {
    return this.batch({ find: 'c', filter, ...more });
  }

  aggregate(...pipeline: Document[]): Promise<string[] | string> {
    return this.batch({ aggregate: 'c', pipeline, cursor: {} });
  }

  /** The `_id` of the documents that a filter finds, in the order of `_id`: `1 2`. */
  async ids(filter: Document): Promise<string> {
    const found = await this.find(filter, { projection: { _id: 1 }, sort: { _id: 1 } });
    if (typeof found === 'string') return found;
    return found.map((each) => each.replace(/^\{ _id: (.*) \}$/, '$1')).join(' ');
  }

  /** What becomes of a document by an update; or the code of its error. */
  async updated(document: Document, update: Document, more: Document = {}): Promise<unknown> {
    await this.put(document);
    const { writeErrors } = await this.update({ q: {}, u: update, ...more });
    const failed = writeErrors as { code: unknown }[] | undefined;
    if (failed) return Number(failed[0]!.code);
    const found = await this.find();
    return found[0];
  }

  /** Updates `c`. */
  update(...updates: Document[]): Promise<Document> {
    return this.answer({ update: 'c', updates });
  }
}

/** A document as text. */
export function told(document: Document): string {
  return text(decode(serialize(document, { ignoreUndefined: true })));
}

/** @returns what it does; of an error of the server, its code and its name */
async function withCode<T>(act: () => Promise<T>): Promise<T | string> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof MongoServerError)) throw error;
    return `${String(error.code)} ${error.codeName ?? ''}`;
  }
}
