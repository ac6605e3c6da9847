const ESCAPES: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
};

/** What is shown as it is: everything that has a form on paper, and the blank. */
const UNSEEN = /["\\]|(?! )[\p{C}\p{Z}]/gu;

/**
 * Bytes of somebody else for a log line, in double quotes as Go's `%q` puts them: no line end, no
 * control character of a terminal and no byte that is no text gets through.
 *
 * @param bytes as latin1
 */
export function quoted(bytes: string): string {
  const text = Buffer.from(bytes, 'latin1').toString('utf8');
  if (text.includes('\ufffd')) return `"${bytes.replaceAll(/[^ -~]|["\\]/g, byteEscaped)}"`;
  return `"${text.replaceAll(UNSEEN, escaped)}"`;
}

function byteEscaped(byte: string): string {
  return ESCAPES[byte] ?? `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

function escaped(letter: string): string {
  const code = letter.codePointAt(0)!;
  if (code < 0x80) return byteEscaped(letter);
  const hex = code.toString(16);
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
