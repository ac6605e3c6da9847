import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/**
 * What a failing test says to the learner. A text of the testkit ("expected ...") stands as it is;
 * any other error keeps its message and the places in the lab's own code that it came through.
 *
 * @param message what jest says: error, message and stack
 * @param folder the lab's folder, absolute
 */
export function failureText(message: string, folder: string): string {
  const plain = stripVTControlCharacters(message);
  const [error = ''] = plain.split(/\n\s+at /, 1);
  const text = dedent(error.replace(/^Error: /, ''));
  if (text.startsWith('expected ')) return text;
  return [inWords(text), ...places(plain, folder)].join('\n');
}

/**
 * Why a file of tests did not load: for a syntax error the place, the message and the line.
 *
 * @param message what jest says: a headline, a message, a code frame and a stack
 * @param folder the lab's folder, absolute
 */
export function loadFailureText(message: string, folder: string): string {
  const plain = stripVTControlCharacters(message).replace(/^\s*● .*\n+/, '');
  const syntax = /^\s*[x×] (.+)\n[^[]*\[(.+):(\d+):\d+\]\n((?:.*\n)*?)\s*[`╰]/.exec(plain);
  if (!syntax) {
    const [text = ''] = plain.split(/\n\s*(?:>? *\d+ \||at |Require stack:)/, 1);
    return [dedent(text), ...places(plain, folder)].join('\n');
  }
  const [, what = '', file = '', line = '', frame = ''] = syntax;
  return [`${toLab(file, folder)}:${line}  ${what}`, dedent(frame.trimEnd())].join('\n\n');
}

/** The frames of a stack that lie in the lab's `src` and `test`, each once. */
function places(stack: string, folder: string): string[] {
  // A path may hold brackets itself: it begins after the first, or at once where there is no function.
  const frames = [...stack.matchAll(/^\s*at (?:(?!\/|[A-Z]:).*? \()?(.+:\d+:\d+)\)?$/gm)];
  const files = frames.map((frame) => toLab(frame[1] ?? '', folder));
  return [...new Set(files)]
    .filter((file) => /^(src|test)\//.test(file))
    .map((file) => `at ${file}`);
}

/** `file` as seen from the lab's folder, with `/`. */
function toLab(file: string, folder: string): string {
  const local = path.isAbsolute(file) ? path.relative(folder, file) : file;
  return local.split(path.sep).join('/');
}

/** jest wraps what is no Error in `thrown: "..."`, and a time limit too. */
function inWords(text: string): string {
  const limit = /Exceeded timeout of (\d+) ms for a (\w+)/.exec(text);
  if (limit) return `The ${limit[2]} did not finish within ${limit[1]} ms.`;
  return text;
}

function dedent(text: string): string {
  const lines = text.split('\n');
  const indents = lines.filter((line) => line.trim()).map((line) => /^ */.exec(line)![0].length);
  const indent = Math.min(...indents);
  return lines
    .map((line) => line.slice(indent).trimEnd())
    .join('\n')
    .trim();
}
