import MarkdownIt from 'markdown-it';
import anchor from 'markdown-it-anchor';
import { codeBlock } from './highlight';
import { slugOf } from './slug';

/** One element of a parsed page. */
export type Token = MarkdownIt.Token;

/** The language that a fence names, `text` if it names none. */
export function fenceLanguage(fence: Token): string {
  return /^\S+/.exec(fence.info.trim())?.[0] ?? 'text';
}

/**
 * Our markdown: CommonMark and tables, headings with GitHub's anchors, code coloured here and not
 * in the browser. Raw HTML and every link are parsed as they stand, for the page's checks to
 * judge: what the parser drops in silence nobody mends.
 */
export const markdown = new MarkdownIt({ html: true });
markdown.validateLink = () => true;
markdown.normalizeLink = (url) => url;
markdown.use(anchor, {
  slugify: slugOf,
  tabIndex: false,
  permalink: anchor.permalink.headerLink({ class: 'heading' }),
});

const { rules } = markdown.renderer;
rules.fence = (tokens, index) => codeBlock(tokens[index]!.content, fenceLanguage(tokens[index]!));
rules.code_block = (tokens, index) => codeBlock(tokens[index]!.content, 'text');
rules.table_open = () =>
  '<div class="table" tabindex="0" role="group" aria-label="Table"><table>\n';
rules.table_close = () => '</table></div>\n';
