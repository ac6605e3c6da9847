import { escapeHtml, hrefBetween } from './html';
import type { Heading, Page } from './page';

/** A page before or after another in its row: the notes, or the labs. */
export interface Neighbours {
  /** What the row is called, for a screen reader. */
  readonly row: string;
  readonly previous: Page | undefined;
  readonly next: Page | undefined;
}

/** What stands on a page. */
export interface Content {
  /** The HTML file, from the output folder. */
  readonly output: string;
  readonly title: string;
  /** The HTML of the page itself. */
  readonly body: string;
  /** The headings to list beside it. */
  readonly headings?: readonly Heading[] | undefined;
  /** The file that it was made from: its path from the root, and its address from this page. */
  readonly source?: { readonly path: string; readonly href: string } | undefined;
  readonly neighbours?: Neighbours | undefined;
}

const workbook = 'NATS Streaming workbook';

/** Below this many headings a list of them is longer than looking. */
const headingsWorthListing = 3;

/** A whole HTML document. It needs no script and, apart from `style.css`, no other file. */
export function layout(content: Content): string {
  const { output, title, body, neighbours, source } = content;
  const index = hrefBetween(output, 'index.html');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title === workbook ? title : `${title} - ${workbook}`)}</title>
<link rel="stylesheet" href="${hrefBetween(output, 'style.css')}">
</head>
<body>
<a class="skip" href="#content">Skip to the text</a>
<header>
<nav aria-label="Workbook">
<a class="home" href="${index}">${workbook}</a>
<a href="${index}#all-notes">Notes</a>
<a href="${index}#all-labs">Labs</a>
</nav>
</header>
<div class="sheet">
${contents(content.headings ?? [])}<main id="content" tabindex="-1">
${body}${neighbours ? leafing(output, neighbours) : ''}</main>
</div>
<footer>
${source ? `<p>Made from <a href="${escapeHtml(source.href)}"><code>${escapeHtml(source.path)}</code></a></p>\n` : ''}</footer>
</body>
</html>
`;
}

function contents(headings: readonly Heading[]): string {
  const listed = headings.filter(({ level }) => level <= 3);
  if (listed.length < headingsWorthListing) return '';
  const items = listed.map(
    ({ level, slug, text }) =>
      `<li class="level-${level}"><a href="#${encodeURI(slug)}">${escapeHtml(text)}</a></li>\n`,
  );
  return `<nav class="contents" aria-label="On this page">
<details>
<summary>On this page</summary>
<ul>
${items.join('')}</ul>
</details>
</nav>
`;
}

function leafing(output: string, { row, previous, next }: Neighbours): string {
  if (!previous && !next) return '';
  const link = (page: Page | undefined, rel: string, word: string): string =>
    page
      ? `<a rel="${rel}" href="${hrefBetween(output, page.output)}"><span>${word}</span> ${escapeHtml(page.title)}</a>\n`
      : '';
  return `<nav class="leafing" aria-label="${row}">
${link(previous, 'prev', 'Previous')}${link(next, 'next', 'Next')}</nav>
`;
}
