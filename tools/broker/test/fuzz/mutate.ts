import { mutating } from '@workbook/random';

/** Bytes that parsers stumble over: line ends, blanks, wildcards, lengths, ends of varints. */
const TOKENS = [
  '\r\n',
  '\n',
  '\r',
  ' ',
  '\t',
  '.',
  '..',
  '*',
  '>',
  '"',
  "'",
  '{',
  '}',
  '\0',
  '\xff',
  '-1',
  '0',
  '1048576',
  '1048577',
  '999999999',
  '4294967296',
  '18446744073709551616',
  'PUB ',
  'SUB ',
  'UNSUB ',
  'CONNECT ',
  'PING\r\n',
  'PONG\r\n',
  'INFO {}\r\n',
  'HPUB ',
  '-ERR ',
  // A letter, and letters whose low byte is a line end or a blank.
  '\xc3\xbc',
  '\xc4\x8a',
  '\xc4\x8d',
  '\xc4\xa0',
  '\x1b[2J',
  '\x7f',
  '\u00a0',
  '+OK\r\n',
  '\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01',
  '\xff\xff\xff\xff\x0f',
  // 2^63 - 1.
  '\xff\xff\xff\xff\xff\xff\xff\xff\x7f',
  '\x08\x00',
  '\x0a\xff\x01',
].map((token) => Buffer.from(token, 'latin1'));

/** A copy of bytes with one to four things done to it. */
export const mutate = mutating(TOKENS);
