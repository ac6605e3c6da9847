import { list, type Run } from '@workbook/history';
import {
  type Across,
  type Arrow,
  labelGap,
  type Layout,
  type PlacedRow,
  type Sign,
} from '../layout/figure';
import type { LayoutOptions } from '../layout/layout';
import { Stage } from '../layout/stage';
import { wrap } from '../wrap';
import { hasRoom, writeArrow } from './arrows';
import { Canvas, type Ink } from './canvas';
import { columnsWide } from './cells';
import { type Columns, columnsOf, wordsOf } from './columns';
import { inAscii } from './glyphs';
import { HERE, listOf } from './list';

/** No line is broken to less than this, however narrow the terminal says it is. */
const NARROWEST = 20;
/** So many lanes that are left out are named. */
const SOME = 6;

/** What the text may choose. */
export interface LanesOptions extends LayoutOptions {
  /** Columns of the terminal, 100 unless given. */
  readonly width?: number;
  /** With the escape sequences of a terminal; false unless given. */
  readonly color?: boolean;
  /** Without box drawing, for a terminal that has none; false unless given. */
  readonly ascii?: boolean;
}

/**
 * Draws a run as text: a lane for each who took part, time from top to bottom, no line longer than
 * `width`. Where the lanes have no room, those that have the least to do with `around` are left out; if
 * that is not enough, or there is no such event, the run is a list.
 */
export function lanes(run: Run, options: LanesOptions = {}): string {
  const { width = 100, color = false, ascii = false, around } = options;
  if (run.happened.length === 0) return '';
  const text = draw(new Stage(run, around), Math.max(width, NARROWEST)).toString(color);
  return ascii ? inAscii(text) : text;
}

function draw(stage: Stage, width: number): Canvas {
  const whole = stage.layout();
  const { lanes: all, least } = stage.ranking ?? { lanes: [], least: whole.lanes.length };
  for (let count = whole.lanes.length; count >= least; count--) {
    const layout =
      count === whole.lanes.length ? whole : stage.layout(new Set(all.slice(0, count)));
    const columns = columnsOf(layout, width);
    if (columns) return new Drawing(layout, columns).draw();
  }
  return listOf(whole, width);
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

  constructor(
    private readonly layout: Layout,
    private readonly columns: Columns,
  ) {}

  draw(): Canvas {
    this.#header();
    for (const [index, row] of this.layout.rows.entries()) this.#row(row, index);
    this.#omitted();
    return this.#canvas;
  }

  #header(): void {
    const { heads } = this.columns;
    const names = heads.map(({ name }) => name);
    const height = Math.max(...names.map(({ length }) => length), 0);
    // Names end above their lifelines, roles begin below them.
    this.#above(
      names.map((name) => [...Array<string>(height - name.length).fill(''), ...name]),
      'bold',
    );
    this.#above(
      heads.map(({ role }) => role),
      'faint',
    );
  }

  #above(texts: readonly (readonly string[])[], ink: Ink): void {
    const height = Math.max(...texts.map(({ length }) => length), 1);
    for (let number = 0; number < height; number++) {
      const line = this.#canvas.addLine();
      for (const [lane, lines] of texts.entries()) {
        const text = lines[number] ?? '';
        const start = this.columns.x[lane]! - Math.floor(columnsWide(text) / 2);
        if (text !== '') this.#canvas.write(line, Math.max(start, 0), text, ink);
      }
    }
  }

  #row(row: PlacedRow, index: number): void {
    const { x, width } = this.columns;
    const { clock, figure } = row;
    if (clock !== '') this.#lifelines(index - 1, true);
    const line = this.#lifelines(index, false);
    this.#canvas.write(line, 0, clock, 'faint');
    if (figure.shape === 'across') this.#across(figure, line, index);
    else if (figure.shape === 'arrow') this.#arrow(figure, line, index);
    else this.#canvas.write(line, x[figure.lane]!, SIGNS[figure.kind], inkOf(figure));
    const lane = figure.shape === 'sign' ? figure.lane : -1;
    const at = figure.shape === 'arrow' ? (figure.beside?.lane ?? -1) : lane;
    const next = x[at + 1];
    const room = next === undefined ? width - x.at(-1)! - 2 : next - (x[at] ?? 0) - 4;
    const words = wordsOf(figure, room);
    for (const [number, text] of (words?.lines ?? []).entries()) {
      const below = number === 0 ? line : this.#lifelines(index, true);
      this.#canvas.write(below, x[words!.lane]! + 2, text);
    }
    if (row.here) this.#here(line, index);
  }

  #here(line: number, index: number): void {
    const end = this.#canvas.lengthOf(line) + 2;
    const isRoom = end + HERE.length <= this.columns.width;
    if (isRoom) this.#canvas.write(line, end, HERE, 'bold');
    else {
      const below = this.#lifelines(index, true);
      this.#canvas.write(below, this.columns.width - HERE.length - 1, ` ${HERE}`, 'bold');
    }
  }

  #across({ kind, text }: Across, line: number, index: number): void {
    const { x, width } = this.columns;
    const [before, after] = kind === 'fold' ? [' ... ', ' ... '] : [' ═══ ', ' ═══ '];
    const start = x[0]! + 2;
    const lines = wrap(text, width - start - before.length - after.length, columnsWide);
    for (const [number, part] of lines.entries()) {
      const at = number === 0 ? line : this.#lifelines(index, true);
      const [left, right] = [
        number === 0 ? before : '     ',
        number === lines.length - 1 ? after : ' ',
      ];
      this.#canvas.write(at, start, `${left}${part}${right}`, kind === 'fold' ? 'faint' : 'lost');
    }
  }

  /** A label that does not fit between two lifelines stands on lines of its own. */
  #arrow(arrow: Arrow, line: number, index: number): void {
    const { x, width } = this.columns;
    if (hasRoom(arrow, x)) {
      writeArrow(this.#canvas, line, arrow, x);
      return;
    }
    const start = x[labelGap(arrow)]! + 2;
    let at = line;
    for (const part of wrap(arrow.label, width - start - 1, columnsWide)) {
      this.#canvas.write(at, start, `${part} `);
      at = this.#lifelines(index, false);
    }
    writeArrow(this.#canvas, at, { ...arrow, label: '' }, x);
  }

  #omitted(): void {
    const { omitted, lanes: shown } = this.layout;
    if (omitted.length === 0) return;
    const count = omitted.length + shown.length;
    const names = omitted.map(({ name }) => name);
    const some =
      names.length > SOME
        ? [...names.slice(0, SOME - 1), `${names.length - SOME + 1} more`]
        : names;
    const verb = omitted.length === 1 ? 'is' : 'are';
    const text = `${omitted.length} of ${count} lanes ${verb} left out here: ${list(some)}.`;
    this.#canvas.addLine();
    for (const line of wrap(text, this.columns.width, columnsWide))
      this.#canvas.write(this.#canvas.addLine(), 0, line, 'faint');
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
        const column = this.columns.x[span.lane]! - (isBar ? 2 + 2 * span.slot : 0);
        // More bars than have room: those beside the next lifeline are not drawn.
        if (isBar && column <= (this.columns.x[span.lane - 1] ?? -2) + 1) continue;
        this.#canvas.write(line, column, glyphs[kind], isBar ? 'lost' : 'faint');
      }
    }
    return line;
  }
}

function inkOf({ kind }: Sign): Ink {
  return kind === 'breaks' ? 'lost' : 'plain';
}
