/** Stands in the file: one of another version is not read. */
export const SCHEMA_VERSION = 1;

/**
 * Messages are kept in blocks, one for each commit that brought some to a channel, since a row for each
 * message would cost more than the message. `first` and `last` of a channel say which are kept: those of
 * a block before `first` were dropped, and the number of the last one is known when none is left.
 */
export const SCHEMA = `
  CREATE TABLE server (cluster_id TEXT NOT NULL);
  CREATE TABLE channels (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, first INTEGER NOT NULL, last INTEGER NOT NULL
  );
  CREATE TABLE blocks (
    id INTEGER PRIMARY KEY,
    channel INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    crc INTEGER NOT NULL, data BLOB NOT NULL
  );
  CREATE UNIQUE INDEX blocks_by_sequence ON blocks (channel, last);
  CREATE TABLE clients (
    id TEXT PRIMARY KEY, heartbeat_inbox TEXT NOT NULL, conn_id BLOB NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE subscriptions (
    id INTEGER PRIMARY KEY, channel TEXT NOT NULL, client TEXT NOT NULL,
    inbox TEXT NOT NULL, ack_inbox TEXT NOT NULL,
    max_in_flight INTEGER NOT NULL, ack_wait INTEGER NOT NULL,
    durable_name TEXT NOT NULL, group_key TEXT,
    last_sent INTEGER NOT NULL, group_last_sent INTEGER NOT NULL,
    active INTEGER NOT NULL, pending TEXT NOT NULL
  )`;
