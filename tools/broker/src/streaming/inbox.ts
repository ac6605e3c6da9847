import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** 22 letters and digits that nobody has had before, as the real server's ids. */
export function newID(): string {
  return [...randomBytes(22)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

/** A subject that nobody else uses. */
export function newInbox(): string {
  return `_INBOX.${newID()}`;
}
