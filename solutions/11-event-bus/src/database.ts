import { type Connection, createConnection } from 'mongoose';

const url = process.env.MONGO_URL ?? 'mongodb://127.0.0.1:27017';

/**
 * Begins to connect to the database of a service. What is asked of it before it is connected fails at once, and
 * is not kept until then: `await connection.asPromise()` resolves when it is.
 */
export function openDatabase(service: string, clientID: string): Connection {
  return createConnection(url, {
    dbName: service,
    appName: clientID,
    bufferCommands: false,
    serverSelectionTimeoutMS: 10_000,
  });
}

/** Says why a program cannot go on without its database, and ends it. */
export function noDatabase(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error);
  console.error(
    message.includes('ECONNREFUSED')
      ? `No database answers at ${url}.\n    npm run database      to start one, in a terminal of its own`
      : message,
  );
  process.exit(1);
}
