import { isUtf8 } from 'node:buffer';

/** Where the bytes of a text begin that are no UTF-8: each is half of a surrogate pair, without the other. */
const ESCAPE = 0xdc00;
const LONGEST_CHARACTER = 4;

/**
 * The text of `bytes`, which are UTF-8 in the requests of every client library. The real server takes
 * whatever bytes come, and so do we: those that are no UTF-8 are kept, and `encodeText` gives them back.
 */
export function decodeText(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') && !isUtf8(bytes) ? decodeBytes(bytes) : text;
}

/** The bytes that `decodeText` made `text` of. */
export function encodeText(text: string): Buffer {
  if (!/\p{Surrogate}/u.test(text)) return Buffer.from(text);
  return Buffer.concat(Array.from(text, (character) => bytesOf(character)));
}

/** A text as Go prints it, where it has no room for what is no UTF-8: U+FFFD for each such byte. */
export function printable(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

function decodeBytes(bytes: Buffer): string {
  const characters: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const size = sizeAt(bytes, at);
    characters.push(
      size === 0 ? String.fromCharCode(ESCAPE + bytes[at]!) : bytes.toString('utf8', at, at + size),
    );
    at += Math.max(size, 1);
  }
  return characters.join('');
}

/** How many bytes the character that begins at `at` has; 0 if none does. */
function sizeAt(bytes: Buffer, at: number): number {
  for (let size = 1; size <= LONGEST_CHARACTER && at + size <= bytes.length; size += 1) {
    if (isUtf8(bytes.subarray(at, at + size))) return size;
  }
  return 0;
}

function bytesOf(character: string): Buffer {
  const code = character.charCodeAt(0) - ESCAPE;
  return character.length === 1 && code >= 0x80 && code <= 0xff
    ? Buffer.of(code)
    : Buffer.from(character);
}
