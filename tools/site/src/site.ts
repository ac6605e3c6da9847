import path from 'node:path';
import { codeBlock, languageOf } from './highlight';
import { escapeHtml, hrefBetween } from './html';
import { indexBody } from './index-page';
import { layout, type Neighbours } from './layout';
import { Library } from './library';
import { rewriteLink } from './links';
import { markdown } from './markdown';
import type { Page } from './page';
import { byPlace, type Problem } from './problem';
import { stylesheet } from './style/stylesheet';
import { replaceFolder } from './swap';

/** Where to read and where to write; both are absolute. */
export interface SiteOptions {
  /** The repository, which holds `notes` and `labs`. */
  readonly root: string;
  /** The folder of the pages. It is replaced as a whole. */
  readonly out: string;
}

/** What was rendered, or why nothing was. */
export interface Site {
  /** Every page: the notes, the labs, and each markdown file that one of them links to. */
  readonly pages: readonly Page[];
  /** How many links and images were checked. */
  readonly links: number;
  /** In the order of files and lines. If there is one, `out` is as it was before. */
  readonly problems: readonly Problem[];
  /** The absolute path of the page to open first. */
  readonly index: string;
}

/**
 * Renders every `notes/*.md` and `labs/*\/README.md` of a repository to HTML and checks their
 * links. Nothing is written unless all of them are right. The same files give the same bytes.
 *
 * @throws Error if `root` cannot be read or `out` cannot be written
 */
export function renderSite({ root, out }: SiteOptions): Site {
  const library = new Library(root);
  const problems: Problem[] = [];
  let links = 0;
  // A linked page joins the pages while this loop runs and has its turn at the end.
  for (const page of library.pages) {
    problems.push(...page.problems);
    links += page.links.length;
    for (const link of page.links) {
      const problem = rewriteLink(link, page, library);
      if (problem) problems.push(problem);
    }
  }
  if (problems.length === 0) {
    replaceFolder(
      out,
      render(library, (output, source) => wayBack({ root, out }, output, source)),
    );
  }
  return {
    pages: [...library.pages],
    links,
    problems: problems.sort(byPlace),
    index: path.join(out, 'index.html'),
  };
}

/** From an HTML file to the file it was made from. */
type WayBack = (output: string, source: string) => { path: string; href: string };

function wayBack({ root, out }: SiteOptions, output: string, source: string) {
  const from = path.posix.join(path.relative(root, out).replaceAll('\\', '/'), output);
  return { path: source, href: hrefBetween(from, source) };
}

function render(library: Library, back: WayBack): Map<string, string | Buffer> {
  const { introduction, contents, notes, labs } = library;
  const html = new Map<string, string | Buffer>();
  html.set('style.css', stylesheet());
  for (const page of library.pages) {
    if (page !== introduction) html.set(page.output, renderPage(page, library, back));
  }
  for (const [source, output] of library.files) {
    html.set(output, renderFile(source, output, library, back));
  }
  html.set(
    'index.html',
    layout({
      output: 'index.html',
      title: introduction?.title ?? 'NATS Streaming workbook',
      body: indexBody(introduction && bodyOf(introduction), { contents, notes, labs }),
      source: introduction && back('index.html', introduction.source),
    }),
  );
  return html;
}

function renderPage(page: Page, { notes, labs }: Library, back: WayBack): string {
  return layout({
    output: page.output,
    title: page.title,
    body: bodyOf(page),
    headings: page.headings,
    source: back(page.output, page.source),
    neighbours: neighboursIn('Notes', notes, page) ?? neighboursIn('Labs', labs, page),
  });
}

/** Source is shown as a page, because browsers take a `.ts` for a film; the rest is copied. */
function renderFile(source: string, output: string, library: Library, back: WayBack) {
  const content = library.read(source);
  const language = languageOf(source);
  if (language === undefined) return content;
  return layout({
    output,
    title: source,
    body: `<h1 class="file">${escapeHtml(source)}</h1>\n${codeBlock(content.toString('utf8'), language)}`,
    source: back(output, source),
  });
}

function bodyOf(page: Page): string {
  return markdown.renderer.render(page.tokens, markdown.options, {});
}

function neighboursIn(row: string, pages: readonly Page[], page: Page): Neighbours | undefined {
  const at = pages.indexOf(page);
  return at < 0 ? undefined : { row, previous: pages[at - 1], next: pages[at + 1] };
}
