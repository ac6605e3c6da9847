/**
 * JSON as Go writes it, indented by two blanks. A map is an object whose keys keep their order, whatever
 * they are: a channel may be called `2` or `__proto__`.
 */
export function goJSON(value: unknown, indent = ''): string {
  if (typeof value === 'string') return textOf(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const isList = Array.isArray(value);
  const items = isList
    ? value.map((item) => goJSON(item, inner))
    : entriesOf(value).map(([key, item]) => `${textOf(key)}: ${goJSON(item, inner)}`);
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  if (items.length === 0) return open + close;
  return `${open}\n${inner}${items.join(`,\n${inner}`)}\n${indent}${close}`;
}

function entriesOf(value: object): [string, unknown][] {
  return value instanceof Map ? [...(value as Map<string, unknown>)] : Object.entries(value);
}

/** What a page of HTML could take for its own is escaped, and what is no UTF-8 is shown as such. */
function textOf(text: string): string {
  return JSON.stringify(text).replace(/\\(?:ud[0-9a-f]{3}|.)|[<>&\u2028\u2029]/g, (found) => {
    if (found.startsWith('\\')) return found.startsWith('\\ud') ? '\\ufffd' : found;
    return `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
