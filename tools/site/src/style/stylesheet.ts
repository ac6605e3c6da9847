import fs from 'node:fs';
import path from 'node:path';

/** In the order in which a later one may overrule an earlier one. */
const parts = ['colours.css', 'frame.css', 'text.css', 'code.css', 'print.css'];

/** The one stylesheet of all pages. */
export function stylesheet(): string {
  return parts.map((part) => fs.readFileSync(path.join(__dirname, part), 'utf8')).join('\n');
}
