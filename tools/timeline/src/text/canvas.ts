import { styleText } from 'node:util';
import { glyphsOf } from './cells';

/** How a character looks where there is colour. */
export type Ink = 'plain' | 'faint' | 'bold' | 'lost' | 'again';

const FORMATS = {
  plain: [],
  faint: ['dim'],
  bold: ['bold'],
  lost: ['bold', 'red'],
  again: ['bold', 'cyan'],
} satisfies Readonly<Record<Ink, Parameters<typeof styleText>[0]>>;

interface Cell {
  /** Empty behind a character that is wider than a column. */
  readonly character: string;
  readonly ink: Ink;
}

const SPACE: Cell = { character: ' ', ink: 'plain' };

/** A sheet of characters that is written to at any place. */
export class Canvas {
  readonly #lines: Cell[][] = [];

  /** @returns the number of the new line, from 0 */
  addLine(): number {
    return this.#lines.push([]) - 1;
  }

  /** Writes over what stands there. */
  write(line: number, column: number, text: string, ink: Ink = 'plain'): void {
    const row = this.#lines[line]!;
    while (row.length < column) row.push(SPACE);
    let at = column;
    for (const { text: character, width } of glyphsOf(text)) {
      for (let part = 0; part < width; part++) {
        clear(row, at);
        row[at] = { character: part === 0 ? character : '', ink };
        at += 1;
      }
    }
  }

  /** The character at a place; a space where nothing stands. */
  at(line: number, column: number): string {
    return (this.#lines[line]?.[column] ?? SPACE).character;
  }

  /** How long a line is by now. */
  lengthOf(line: number): number {
    return this.#lines[line]!.length;
  }

  /** All lines; with `color`, in the escape sequences of a terminal. */
  toString(color: boolean): string {
    return this.#lines.map((line) => (color ? colored(line) : plain(line))).join('\n');
  }
}

/** Of what is wider than a column nothing is left when a part of it is written over. */
function clear(row: Cell[], at: number): void {
  let start = at;
  while (row[start]?.character === '') row[start--] = SPACE;
  if (start < at) row[start] = SPACE;
  for (let end = at + 1; row[end]?.character === ''; end++) row[end] = SPACE;
}

function plain(line: readonly Cell[]): string {
  return line
    .map(({ character }) => character)
    .join('')
    .trimEnd();
}

function colored(line: readonly Cell[]): string {
  const end = line.findLastIndex(({ character }) => character.trim() !== '');
  const parts: { ink: Ink; text: string }[] = [];
  for (const { ink, character } of line.slice(0, end + 1)) {
    const last = parts.at(-1);
    if (last?.ink === ink) last.text += character;
    else parts.push({ ink, text: character });
  }
  return parts.map(({ ink, text }) => styled(ink, text)).join('');
}

/** Whether there is colour has been decided: Node is not asked whether it thinks so. */
function styled(ink: Ink, text: string): string {
  return ink === 'plain' ? text : styleText(FORMATS[ink], text, { validateStream: false });
}
