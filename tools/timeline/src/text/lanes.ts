import { type Arrow, labelGap, type Layout, type PlacedRow, type Sign } from '../layout/figure';
import { layoutOf, type LayoutOptions } from '../layout/layout';
import type { Run } from '../run';
import { writeArrow } from './arrows';
import { Canvas, type Ink } from './canvas';
import { type Columns, columnsOf, wordsOf } from './columns';
import { inAscii } from './glyphs';

/** What the text may choose. */
export interface LanesOptions extends LayoutOptions {
  /** Columns of the terminal, 100 unless given; many lanes take more. */
  readonly width?: number;
  /** With the escape sequences of a terminal; false unless given. */
  readonly color?: boolean;
  /** Without box drawing, for a terminal that has none; false unless given. */
  readonly ascii?: boolean;
}

/** Draws a run as text: a lane for each who took part, time from top to bottom. */
export function lanes(run: Run, options: LanesOptions = {}): string {
  const { width = 100, color = false, ascii = false } = options;
  const text = new Drawing(layoutOf(run, options), width).draw().toString(color);
  return ascii ? inAscii(text) : text;
}

const SIGNS: Readonly<Record<Sign['kind'], string>> = {
  starts: '┬',
  ends: '┴',
  breaks: '╳',
  dot: '●',
  words: '',
};

class Drawing {
  readonly #canvas = new Canvas();
  readonly #columns: Columns;

  constructor(
    private readonly layout: Layout,
    width: number,
  ) {
    this.#columns = columnsOf(layout, width);
  }

  draw(): Canvas {
    this.#header();
    for (const [index, row] of this.layout.rows.entries()) this.#row(row, index);
    return this.#canvas;
  }

  #header(): void {
    const { names, x } = this.#columns;
    const height = Math.max(...names.map((lines) => lines.length), 0);
    for (let number = 0; number < height; number++) {
      const line = this.#canvas.addLine();
      for (const [lane, lines] of names.entries()) {
        const name = lines[number - (height - lines.length)] ?? '';
        this.#centre(line, x[lane]!, name, 'bold');
      }
    }
    const roles = this.#canvas.addLine();
    for (const [lane, { role }] of this.layout.lanes.entries())
      this.#centre(roles, x[lane]!, role, 'faint');
  }

  #centre(line: number, column: number, text: string, ink: Ink): void {
    const start = Math.max(column - Math.floor(text.length / 2), 0);
    // What is written after has the right of way: a space keeps names apart.
    this.#canvas.write(line, Math.max(start, this.#canvas.lengthOf(line) + 1), text, ink);
  }

  #row({ clock, here, figure }: PlacedRow, index: number): void {
    const { x, width } = this.#columns;
    if (clock !== '') this.#lifelines(index - 1, true);
    const line = this.#lifelines(index, false);
    this.#canvas.write(line, 0, clock, 'faint');
    if (figure.shape === 'across') {
      this.#canvas.write(line, x[0]! + 2, ` ... ${figure.text} ... `, 'faint');
      return;
    }
    if (figure.shape === 'arrow') this.#arrow(figure, line);
    else this.#canvas.write(line, x[figure.lane]!, SIGNS[figure.kind], inkOf(figure));
    const lane = figure.shape === 'sign' ? figure.lane : figure.beside?.lane;
    const next = lane === undefined ? undefined : x[lane + 1];
    const room = next === undefined ? width - x.at(-1)! - 2 : next - x[lane!]! - 4;
    const words = wordsOf(figure, room);
    for (const [number, text] of (words?.lines ?? []).entries()) {
      const at = number === 0 ? line : this.#lifelines(index, true);
      this.#canvas.write(at, x[words!.lane]! + 2, text);
    }
    if (here) this.#canvas.write(line, this.#canvas.lengthOf(line) + 2, '<-- here', 'bold');
  }

  /** A label that does not fit between two lifelines stands on a line of its own. */
  #arrow(arrow: Arrow, line: number): void {
    if (writeArrow(this.#canvas, line, arrow, this.#columns.x)) return;
    this.#canvas.write(line, this.#columns.x[labelGap(arrow)]! + 2, arrow.label);
    const next = this.#lifelines(
      this.layout.rows.findIndex(({ figure }) => figure === arrow),
      false,
    );
    writeArrow(this.#canvas, next, { ...arrow, label: '' }, this.#columns.x);
  }

  /**
   * Adds a line with every lifeline as it is at row `index`, or, if `isAfter`, just below that row.
   *
   * @returns its number
   */
  #lifelines(index: number, isAfter: boolean): number {
    const line = this.#canvas.addLine();
    const isIn = (from: number, to: number): boolean =>
      isAfter ? from <= index && index < to : from <= index && index <= to;
    const glyphs = { alive: '│', silent: '┊', handling: '┃', waiting: '║' };
    const order = ['silent', 'alive', 'handling', 'waiting'] as const;
    for (const kind of order) {
      for (const span of this.layout.spans) {
        if (span.kind !== kind || !isIn(span.from, span.to)) continue;
        const isBar = kind === 'waiting';
        if (isBar && !isAfter && (span.from === index || span.to === index)) continue;
        const column = this.#columns.x[span.lane]! - (isBar ? 2 + 2 * span.slot : 0);
        this.#canvas.write(line, column, glyphs[kind], isBar ? 'lost' : 'faint');
      }
    }
    return line;
  }
}

function inkOf({ kind }: Sign): Ink {
  return kind === 'breaks' ? 'lost' : 'plain';
}
