import path from 'node:path';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** A text as it may stand in an element or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character]!);
}

/** The address of the file `to` as seen from the file `from`; both share one root. */
export function hrefBetween(from: string, to: string): string {
  return encodeURI(path.posix.relative(path.posix.dirname(from), to)).replace(/[?#]/g, (mark) =>
    encodeURIComponent(mark),
  );
}
