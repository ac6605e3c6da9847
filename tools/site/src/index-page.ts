import path from 'node:path';
import { escapeHtml, hrefBetween } from './html';
import type { Page } from './page';

const greeting = '<h1>NATS Streaming workbook</h1>\n';

/** What the index lists. */
interface Listed {
  readonly contents: Page | undefined;
  readonly notes: readonly Page[];
  readonly labs: readonly Page[];
}

/** The body of the index: the introduction, then the notes, behind their contents, and the labs. */
export function indexBody(
  introduction: string | undefined,
  { contents, notes, labs }: Listed,
): string {
  return `${introduction ?? greeting}<section aria-labelledby="all-notes">
<h2 id="all-notes">Notes</h2>
${list([...(contents ? [entry(contents, '', contents.summary)] : []), ...notes.map((note) => entry(note, path.posix.basename(note.source)))])}</section>
<section aria-labelledby="all-labs">
<h2 id="all-labs">Labs</h2>
${list(labs.map((lab) => entry(lab, path.posix.basename(path.posix.dirname(lab.source)), lab.summary)))}</section>
`;
}

function list(entries: readonly string[]): string {
  if (entries.length === 0) return '<p>None yet.</p>\n';
  return `<ul class="entries">\n${entries.join('')}</ul>\n`;
}

/** One line of a list. The number is the file's; a title that repeats it is shown without. */
function entry(page: Page, name: string, summary = ''): string {
  const number = /^\d+/.exec(name)?.[0] ?? '';
  const title = page.title.replace(new RegExp(`^${number}\\s+`), '');
  const about = summary === '' ? '' : `<p>${escapeHtml(summary)}</p>`;
  return `<li><span class="number">${number}</span><div><a href="${hrefBetween('index.html', page.output)}">${escapeHtml(title)}</a>${about}</div></li>\n`;
}
