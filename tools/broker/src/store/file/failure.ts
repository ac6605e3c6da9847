import { StoreError } from '../store';
import { Damage } from './record';

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'no more room is granted on the disk',
  EROFS: 'the disk is read-only',
  EACCES: 'permission denied',
  EPERM: 'the system does not permit it',
  EBUSY: 'another program has it open',
  ENOTDIR: 'a file stands where a folder is needed',
  EEXIST: 'a file stands where a folder is needed',
  EISDIR: 'a folder stands where a file is needed',
  ENOENT: 'it is gone',
  EIO: 'the disk reports an error',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
};

const OTHER = 'take another folder: -dir OTHER';

/** A file or folder of the store that the server has open is not there any more. */
export class GoneError extends Error {
  override readonly name = 'GoneError';

  constructor(readonly path: string) {
    super(`${path} is gone`);
  }
}

/** What is wrong with a file, and what can be done. @param at where in it, if that is known */
export function damaged(file: string, what: string, at?: number): StoreError {
  const where = at === undefined ? '' : ` at byte ${at}`;
  return new StoreError(
    `${file} is damaged${where}: ${what}. Nothing in the folder was changed. Put back a copy of the folder, or ${OTHER}`,
  );
}

/** Does something with `file`, and names it in whatever goes wrong. */
export function within<Result>(file: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof Damage) throw damaged(file, error.message, error.at);
    throw Object.assign(error as NodeJS.ErrnoException, { path: file });
  }
}

/** Why a folder cannot be used, in words that help. Mistakes of the program stay what they are. */
export function unusable(error: unknown, dir: string): unknown {
  const reason = reasonOf(error);
  if (reason === undefined) return error;
  return new StoreError(`the folder ${dir} cannot be used: ${reason}. Mend that, or ${OTHER}`);
}

/** Why the store cannot go on. */
export function ended(error: unknown, dir: string): unknown {
  const { code, path } = error as NodeJS.ErrnoException;
  if (error instanceof GoneError || code === 'ENOENT') {
    return new StoreError(
      `${path ?? dir} was removed while the server ran, and what was in it is lost. Leave the folder to the server, and start again`,
    );
  }
  const reason = reasonOf(error);
  if (reason === undefined) return error;
  return new StoreError(
    `the folder ${dir} cannot be written: ${reason}. What was acknowledged is kept. Mend that, and start again`,
  );
}

export function inUse(dir: string): StoreError {
  return new StoreError(`the folder ${dir} is used by another server. Stop that one, or ${OTHER}`);
}

/** @param file of another server, which this one does not read */
export function foreign(file: string, owner: string): StoreError {
  return new StoreError(
    `${file} belongs to ${owner}, whose files this server does not read. T${OTHER.slice(1)}`,
  );
}

/** What the system says, with its code; undefined if it was not the system. */
function reasonOf(error: unknown): string | undefined {
  const { code, path, message, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return undefined;
  const reason = REASONS[code];
  return reason ? `${reason} (${code}${path === undefined ? '' : `, ${path}`})` : message;
}
