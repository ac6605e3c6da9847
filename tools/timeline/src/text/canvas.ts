import { glyphsOf } from './cells';

/** How a character looks where there is colour. */
export type Ink = 'plain' | 'faint' | 'bold' | 'lost' | 'again';

const CODES: Readonly<Record<Ink, string>> = {
  plain: '0',
  faint: '2',
  bold: '1',
  lost: '1;31',
  again: '1;36',
};

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
  let text = '';
  let ink: Ink = 'plain';
  const end = line.findLastIndex(({ character }) => character.trim() !== '');
  for (const cell of line.slice(0, end + 1)) {
    if (cell.ink !== ink) text += `\u001b[${cell.ink === 'plain' ? '' : '0;'}${CODES[cell.ink]}m`;
    ink = cell.ink;
    text += cell.character;
  }
  return ink === 'plain' ? text : `${text}\u001b[0m`;
}
