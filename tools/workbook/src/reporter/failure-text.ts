import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { finding, stepOf } from '../guard/findings.cjs';
import { bestOf, labOf, placesIn } from '../guard/places.cjs';

/** Lines that V8 writes under the message of an error. */
const FRAME =
  /^\s*at (?:.*\()?(?:<anonymous>|native|.+:\d+:\d+|node:[^()]*|index \d+|async .*)\)?$/;
/** Matchers of jest that a test uses as they are, and `node:assert`, say what they expected. */
const ASSERTION = /^(?:expect|assert)[.(]/;

/**
 * What a failing test says to the learner. A text of the testkit ("expected ...") stands as it is, and
 * jest's own matchers too, with their place. Any other error is told under the labels of the testkit.
 *
 * @param message what jest says: error, message and stack
 * @param title the test's name
 * @param testFile absolute
 */
export function failureText(message: string, title: string, testFile: string): string {
  const { text, stack } = split(stripVTControlCharacters(message));
  if (text.startsWith('expected ')) return text;
  const places = placesIn(stack, labOf(testFile));
  if (ASSERTION.test(text) && !places[0]?.startsWith('src/')) {
    return [text, ...places.map((place) => `at ${place}`)].join('\n');
  }
  return told(title, text, bestOf(places), testFile);
}

/**
 * Why a file of tests did not load: for a syntax error the place, the message and the line.
 *
 * @param message what jest says: a headline, a message, a code frame and a stack
 * @param testFile absolute
 */
export function loadFailureText(message: string, testFile: string): string {
  const plain = stripVTControlCharacters(message).replace(/^\s*● .*\n+/, '');
  const title = 'the tests to load and to run to the end';
  const { text: all, stack } = split(plain);
  const place = bestOf(placesIn(stack, labOf(testFile)));
  const [, what, lines = ''] = /^\s*(.+)\n\n((?: *\d* [|:](?: .*)?\n)+)\n/.exec(plain) ?? [];
  if (place !== undefined && what !== undefined) {
    return finding({
      expected: title,
      happened: [`${place}  ${what}`, dedent(lines)].join('\n\n'),
      look: place,
      read: readIn(testFile),
    });
  }
  // Between the message and the stack jest shows the lines around the place.
  const [text = ''] = all.split(/\n\s*(?:>? *\d+ \||Require stack:)/, 1);
  const words = dedent(text);
  if (words.startsWith('expected ')) return words;
  return told(title, words, place, testFile);
}

/** An error that nobody expected, under the labels of the testkit. */
function told(expected: string, text: string, place: string | undefined, testFile: string): string {
  const file = `test/${path.basename(testFile)}`;
  return finding({
    expected,
    happened: happening(text, place?.startsWith('src/') ? place : undefined),
    look: place ?? `the code that ${file} calls`,
    read: readIn(testFile),
  });
}

function happening(text: string, place: string | undefined): string {
  const [, thrown] = /^thrown: ([^]*)$/.exec(text) ?? [];
  if (thrown !== undefined) {
    const what = thrown.startsWith('"') ? `the string ${thrown}` : thrown;
    return `${what} was thrown, which does not say where: an Error does`;
  }
  const [, emitted] = /^(?:Error \[\w+\]: )?Unhandled error\. \(([^]*)\)$/.exec(text) ?? [];
  if (emitted !== undefined) {
    const at = place === undefined ? '' : `, at ${place}`;
    return `an "error" event came, and nothing listens for it${at}: ${emitted}`;
  }
  if (place === undefined) return text;
  return `${place} threw ${/^\w*Error\b/.test(text) ? text : `Error: ${text}`}`;
}

function readIn(testFile: string): string {
  return `README.md, ${stepOf(testFile)}`;
}

/**
 * The message, and the stacks of the error and of its causes. A stack is what stands last: a line of the
 * message may begin with "at" too.
 */
function split(plain: string): { text: string; stack: string } {
  const [error = '', ...causes] = plain.trimEnd().split(/\n\n\[cause\]: /);
  const lines = error.split('\n');
  let end = lines.length;
  while (end > 0 && (FRAME.test(lines[end - 1]!) || !lines[end - 1]!.trim())) end--;
  const text = dedent(lines.slice(0, end).join('\n')).replace(/^Error: /, '');
  return { text, stack: [...lines.slice(end), ...causes].join('\n') };
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
