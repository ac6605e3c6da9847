import fs from 'node:fs';
import path from 'node:path';
import { ExamError } from '../error';
import type { Files } from '../starter/starter';

/** A solution in another person's style: `solutions/NN/others/name.md`. */
export interface Other {
  /** The name of its file, without ending. */
  readonly name: string;
  /** What was done, in a few words. */
  readonly title: string;
  /** The step that must reject it; undefined if it is right. */
  readonly step: number | undefined;
  /** What that step's failure must say, each somewhere. */
  readonly words: readonly string[];
  /** The files that it has in place of the solution's, from `src`. */
  readonly src: Files;
}

/** What markdown-it makes of a file, as far as it is read here. */
interface Token {
  readonly type: string;
  /** What stands behind the backticks that open a block of code. */
  readonly info: string;
  readonly content: string;
  readonly children: readonly Token[] | null;
}

/**
 * Reads the solutions of other people to a lab, by name; none if it has no folder `others`.
 *
 * @throws ExamError if one does not say what must come of it, or has no file
 */
export async function readOthers(root: string, lab: string): Promise<Other[]> {
  const folder = path.join(root, 'solutions', lab, 'others');
  if (!fs.existsSync(folder)) return [];
  // Loading it takes longer than any command may take to start.
  const { default: Markdown } = await import('markdown-it');
  const markdown = new Markdown();
  const tokensOf = (text: string): Token[] => markdown.parse(text, {});
  return fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => path.join(folder, name))
    .map((file) => parse(tokensOf(fs.readFileSync(file, 'utf8')), file));
}

/**
 * Reads one: a heading, `right` or "wrong, step 2: `what it is told`", a few sentences, and whole files, each
 * in a block of code that is called ` ```ts src/handler.ts `.
 */
function parse(tokens: readonly Token[], file: string): Other {
  const inlines = tokens.filter(({ type }) => type === 'inline');
  const [title, verdict] = inlines;
  const claim = /^(?:(right)$|wrong, step (\d+)(?:$|:))/.exec(verdict?.content ?? '');
  const src = new Map(
    tokens.flatMap(({ type, info, content }) => {
      const [, name] = /^ts src\/(\S+)$/.exec(info.trim()) ?? [];
      return type === 'fence' && name !== undefined ? [[name, content] as const] : [];
    }),
  );
  if (!title || !claim || src.size === 0) {
    throw new ExamError({
      happened: `${file} needs a heading, "right" or "wrong, step N: \`what it is told\`", and a block \`\`\`ts src/FILE.`,
      file,
      next: { command: 'npm run verify -- --all', purpose: 'when it has them' },
    });
  }
  const words = (verdict?.children ?? []).filter(({ type }) => type === 'code_inline');
  return {
    name: path.basename(file, '.md'),
    title: title.content.replaceAll('`', ''),
    step: claim[1] === 'right' ? undefined : Number(claim[2]),
    words: words.map(({ content }) => content),
    src,
  };
}
