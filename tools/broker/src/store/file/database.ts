import Database from 'libsql';
import fs from 'node:fs';
import path from 'node:path';
import { StoreError } from '../store';
import { SCHEMA, SCHEMA_VERSION } from './schema';

const NAME = 'nats-streaming.db';
/** What the real server writes into such a folder first. */
const OF_REAL_SERVER = 'server.dat';

export type Connection = InstanceType<typeof Database>;

/** The file that a folder's state is in. */
export function fileIn(dir: string): string {
  return path.join(dir, NAME);
}

/**
 * Opens the database in `dir`, or makes one. Nobody else can open it until it is closed, or the process
 * ends, however it ends.
 *
 * @throws StoreError if the folder is used by another server, or the file cannot be read
 */
export function openDatabase(dir: string): Connection {
  const file = fileIn(dir);
  try {
    fs.mkdirSync(dir, { recursive: true });
    if (!fs.existsSync(file)) create(dir, file);
    if (fs.statSync(file).size === 0) throw damaged(file, 'it is empty');
    return connect(file);
  } catch (error) {
    throw explained(error, dir);
  }
}

/** From now on it is written: ahead into a log, on the disk when a commit returns. Until now it was only read. */
export function beginWriting(database: Connection): void {
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
}

/** Brings all into the one file, and lets it go. */
export function closeDatabase(database: Connection): void {
  try {
    database.exec('PRAGMA journal_mode = DELETE');
  } finally {
    letGo(database);
  }
}

/**
 * By itself libsql would keep the file locked until all statements that were prepared are collected as
 * garbage.
 */
export function letGo(database: Connection): void {
  try {
    database.exec('PRAGMA locking_mode = NORMAL; SELECT * FROM server');
  } catch {
    // It is not ours, or cannot be read: then there is no lock either.
  } finally {
    database.close();
  }
}

/** What is wrong with the file, and what can be done. */
export function damaged(file: string, what: string): StoreError {
  return new StoreError(
    `${file} is damaged: ${what}. Nothing in it was changed. Put back a copy of the folder, or start with another one: -dir OTHER`,
  );
}

/** What SQLite says, in words that help. */
export function explained(error: unknown, dir: string): Error {
  const { code = '', message } = error as NodeJS.ErrnoException;
  const file = fileIn(dir);
  if (code === 'SQLITE_BUSY') {
    return new StoreError(
      `the folder ${dir} is used by another server. Stop that one, or take another folder: -dir OTHER`,
    );
  }
  if (code === 'SQLITE_CORRUPT' || code === 'SQLITE_NOTADB') return damaged(file, message);
  if (code.startsWith('SQLITE_')) {
    return new StoreError(
      `${file} cannot be written: ${message} (${code}). What was acknowledged is kept. See that the disk has room, and start again`,
    );
  }
  if (['EACCES', 'EROFS', 'ENOTDIR', 'EEXIST', 'EPERM', 'ENOSPC'].includes(code)) {
    return new StoreError(`the folder ${dir} cannot be used: ${message}`);
  }
  return error as Error;
}

/** Under another name first: a file with the right name is whole, whenever the process ends. */
function create(dir: string, file: string): void {
  const other = path.join(dir, OF_REAL_SERVER);
  if (fs.existsSync(other)) {
    throw new StoreError(
      `${other} belongs to the real NATS Streaming Server, whose files the embedded one does not read. Take another folder: -dir OTHER`,
    );
  }
  const half = `${file}.new`;
  fs.rmSync(half, { force: true });
  const database = new Database(half);
  database.exec(`BEGIN; ${SCHEMA}; PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT`);
  database.close();
  fs.renameSync(half, file);
}

function connect(file: string): Connection {
  const database = new Database(file);
  try {
    // Before anything else: whoever comes second must not touch what the first one writes.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT');
    const [row] = database.pragma('user_version') as { user_version: number }[];
    if (row?.user_version !== SCHEMA_VERSION) {
      throw new StoreError(
        `${file} is of version ${row?.user_version}, this server reads version ${SCHEMA_VERSION}. Take another folder: -dir OTHER`,
      );
    }
    return database;
  } catch (error) {
    letGo(database);
    throw error;
  }
}
