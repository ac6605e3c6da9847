import { languages } from './highlight';
import { fenceLanguage, markdown, type Token } from './markdown';
import type { Problem } from './problem';

/** A fence of this kind is a program: the tests run it, and compare what it prints with the block below. */
export const RUN = 'ts run';

/** A heading below the title. */
export interface Heading {
  readonly level: number;
  readonly text: string;
  readonly slug: string;
}

/** A link or an image of a page, with the token to rewrite. */
export interface Link {
  readonly token: Token;
  readonly attribute: 'href' | 'src';
  /** As the author wrote it. */
  readonly target: string;
  /** From 1. */
  readonly line: number;
}

/** A markdown file, parsed. */
export interface Page {
  /** The markdown file, from the root, with forward slashes. */
  readonly source: string;
  /** The HTML file, from the output folder, with forward slashes. */
  readonly output: string;
  /** Its first heading of level 1, without markup. */
  readonly title: string;
  /** Its first paragraph, without markup. */
  readonly summary: string;
  /** Every heading but the title. */
  readonly headings: readonly Heading[];
  /** What a link to this page may name behind `#`. */
  readonly anchors: ReadonlySet<string>;
  readonly links: readonly Link[];
  readonly tokens: Token[];
  /** What is wrong with the page on its own, before its links are looked at. */
  readonly problems: readonly Problem[];
}

/** Parses the markdown `text` of the file `source`, to be rendered as `output`. */
export function parsePage(source: string, output: string, text: string): Page {
  const tokens = markdown.parse(text, {});
  const headings = headingsOf(tokens);
  const title = headings.find(({ level }) => level === 1);
  const problems = [...unknownFences(source, tokens), ...rawHtml(source, tokens)];
  if (!title) {
    problems.push({
      file: source,
      line: 1,
      target: text.split('\n')[0] ?? '',
      message: 'The page has no title: give it a heading of level 1, "# Title".',
    });
  }
  return {
    source,
    output,
    title: title?.text ?? source,
    summary: plainText(tokens[tokens.findIndex(({ type }) => type === 'paragraph_open') + 1]),
    headings: headings.filter((heading) => heading !== title),
    anchors: new Set(headings.map(({ slug }) => slug)),
    links: linksOf(tokens),
    tokens,
    problems,
  };
}

function headingsOf(tokens: readonly Token[]): Heading[] {
  return tokens.flatMap((token, index) => {
    if (token.type !== 'heading_open') return [];
    const level = Number(token.tag.slice(1));
    return [{ level, text: plainText(tokens[index + 1]), slug: String(token.attrGet('id')) }];
  });
}

function plainText(inline: Token | undefined): string {
  return (inline?.children ?? [])
    .map(({ type, content }) => (type.endsWith('break') ? ' ' : content))
    .join('')
    .trim();
}

/** Every inline element with the line it begins on, from 1. */
function inlineElements(tokens: readonly Token[]): { token: Token; line: number }[] {
  let begin = 0;
  return tokens.flatMap(({ map, children }) => {
    // A cell of a table has no place of its own; the row before it in the list has.
    begin = map?.[0] ?? begin;
    let line = begin + 1;
    return (children ?? []).map((token) => {
      const place = { token, line };
      if (token.type.endsWith('break')) line += 1;
      return place;
    });
  });
}

function linksOf(tokens: readonly Token[]): Link[] {
  return inlineElements(tokens).flatMap(({ token, line }) => {
    const attribute = { link_open: 'href', image: 'src' }[token.type] as 'href' | 'src' | undefined;
    // A heading is a link to itself: our own, nothing to check.
    if (!attribute || token.attrGet('class') === 'heading') return [];
    return [{ token, attribute, target: String(token.attrGet(attribute)), line }];
  });
}

/** A fence that says anything else is a slip: a misspelt `ts run` would be a program that nobody runs. */
function unknownFences(file: string, tokens: readonly Token[]): Problem[] {
  return tokens.flatMap((token) => {
    if (token.type !== 'fence') return [];
    const info = token.info.trim();
    if (info === RUN || info === '' || languages.includes(info)) return [];
    const known = languages.includes(fenceLanguage(token));
    return {
      file,
      line: (token.map?.[0] ?? 0) + 1,
      target: '```' + info,
      message: known
        ? `Behind a language stands nothing, but for \`\`\`${RUN}.`
        : `No such language here. There are: ${languages.join(', ')}.`,
    };
  });
}

function rawHtml(file: string, tokens: readonly Token[]): Problem[] {
  const blocks = tokens.map((token) => ({ token, line: (token.map?.[0] ?? 0) + 1 }));
  return [...blocks, ...inlineElements(tokens)]
    .filter(({ token }) => token.type.startsWith('html_'))
    .map(({ token, line }) => ({
      file,
      line,
      target: token.content.split('\n')[0] ?? '',
      message: 'HTML is not for these pages. Put it between backticks if it is to be read.',
    }));
}
