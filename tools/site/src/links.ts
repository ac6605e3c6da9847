import { nearest } from '@workbook/command';
import path from 'node:path';
import { hrefBetween } from './html';
import type { Library } from './library';

import type { Link, Page } from './page';
import type { Problem } from './problem';

/** What is wrong with a target, and what was probably meant. */
type Fault = Pick<Problem, 'message' | 'meant'>;

/**
 * Makes a link of a markdown file lead to the same place from its HTML page. Returns what is wrong
 * with it, if anything is. Pages elsewhere on the web are not fetched.
 */
export function rewriteLink(link: Link, page: Page, library: Library): Problem | undefined {
  const address = /^([a-z][a-z\d+.-]*):/i.exec(link.target);
  const result = address
    ? judgeAddress(link.target, address[1]!.toLowerCase())
    : follow(link.target, page, library);
  if (typeof result !== 'string') {
    return { file: page.source, line: link.line, target: link.target, ...result };
  }
  link.token.attrSet(link.attribute, result);
  return undefined;
}

function judgeAddress(target: string, scheme: string): string | Fault {
  if (scheme === 'https') return target;
  if (scheme !== 'http') return { message: 'A link is https or a path from this file.' };
  return {
    message: 'A link into the web must be https.',
    meant: target.replace(/^http/i, 'https'),
  };
}

/** Where a path leads from the HTML page. */
function follow(target: string, page: Page, library: Library): string | Fault {
  const hash = target.includes('#') ? target.slice(target.indexOf('#')) : '';
  const before = target.slice(0, target.length - hash.length);
  if (target === '') return { message: 'The link leads nowhere.' };
  if (before.startsWith('/')) return { message: 'A path begins at this file, not with a slash.' };

  const folder = path.posix.dirname(page.source);
  const source = before === '' ? page.source : path.posix.join(folder, decode(before));
  const missing = faultOf(source.replace(/\/$/, ''), library);
  if (missing) {
    const { message, meant } = missing;
    if (meant === undefined) return { message };
    return { message, meant: path.posix.relative(folder, meant) + hash };
  }

  if (!source.endsWith('.md')) {
    if (hash !== '') return { message: 'Only pages have anchors, and this is no .md file.' };
    return hrefBetween(page.output, library.addFile(source));
  }
  const destination = library.page(source);
  const anchor = decode(hash.slice(1));
  if (hash !== '' && !destination.anchors.has(anchor)) {
    const message = `${source} has no heading with this anchor.`;
    const meant = nearest(anchor, destination.anchors);
    return meant === undefined ? { message } : { message, meant: `${before}#${meant}` };
  }
  return (before === '' ? '' : hrefBetween(page.output, destination.output)) + hash;
}

/** Why there is no file at `source`, a path from the root, and which one there is. */
function faultOf(source: string, { tree }: Library): Fault | undefined {
  if (tree.files.has(source)) return undefined;
  if (source === '..' || source.startsWith('../')) {
    return { message: 'It is outside of the repository.' };
  }
  const isFolder = source === '.' || tree.folders.has(source);
  const inside = path.posix.join(source, 'README.md');
  const meant = isFolder && tree.files.has(inside) ? inside : nearest(source, tree.files);
  const message = isFolder
    ? 'It is a folder: link to a file in it.'
    : `There is no file ${source}.`;
  return meant === undefined ? { message } : { message, meant };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a percent sign that means itself
  }
}
