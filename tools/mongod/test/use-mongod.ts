import { type Db, type Document, MongoClient, MongoServerError } from 'mongodb';
import { type Mongod, type MongodOptions, startMongod } from '../src';

/** A server for the tests of a file, with the driver connected to it; each test has a database of its own. */
export interface Used {
  readonly server: () => Mongod;
  readonly client: () => MongoClient;
  readonly db: () => Db;
  /** @returns what the command answers, or of its error the code, its name and the text */
  readonly run: (command: Document, database?: string) => Promise<Document>;
}

export function useMongod(options: () => MongodOptions = () => ({})): Used {
  let server: Mongod;
  let client: MongoClient;
  let count = 0;
  beforeAll(async () => {
    server = await startMongod(options());
    client = await MongoClient.connect(server.url);
  });
  beforeEach(() => ++count);
  afterAll(async () => {
    await client.close();
    await server.stop();
  });
  const db = (): Db => client.db(`test${count}`);
  return {
    server: () => server,
    client: () => client,
    db,
    run: async (command, database) => {
      try {
        return await (database === undefined ? db() : client.db(database)).command(command);
      } catch (error) {
        if (!(error instanceof MongoServerError)) throw error;
        return { code: error.code, codeName: error.codeName, message: error.message };
      }
    },
  };
}
