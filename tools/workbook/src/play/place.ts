import type { Fate, Standing } from '@workbook/testkit/schedules';
import { lanes } from '@workbook/timeline';
import { wrap } from '../wrap';
import type { World } from './worlds';

/** What is said of a schedule that was gone through as far as some moves. */
export function placeInWords(
  world: World,
  { moves, possible, tables, run, story, wrong }: Standing,
  { fates, columns }: { readonly fates?: readonly Fate[] | undefined; readonly columns: number },
): string[] {
  if (moves === '')
    return ['', ...published(world), ...rowsOf(tables), '', ...choices(possible, fates)];
  const drawn = ['', `    ${moves}`, '', lanes(run, { width: columns })];
  if (possible.length === 0) return [...drawn, '', ...endInWords(story, wrong, columns)];
  return [...drawn, '', ...rowsOf(tables), '', ...choices(possible, fates)];
}

/** How a schedule went, a line for each sentence. */
export function endInWords(story: string, wrong: string | undefined, columns: number): string[] {
  const sentences = story
    .split(/(?<=\.) (?=\S)/)
    .map((sentence) => wrap(sentence, '    ', columns));
  return wrong === undefined ? [...sentences, 'In the end all is well.'] : sentences;
}

/** `  1   send #1 > a   18 of 26 end badly` */
function choices(possible: readonly string[], fates: readonly Fate[] | undefined): string[] {
  const width = Math.max(...possible.map(({ length }) => length));
  return possible.map((move, index) => {
    const fate = fates?.find((each) => each.move === move);
    const number = String(index + 1).padStart(3);
    return `${number}   ${fate ? `${move.padEnd(width)}   ${fateInWords(fate)}` : move}`;
  });
}

function fateInWords({ schedules, bad, all }: Fate): string {
  const end = bad === 1 ? 'ends badly' : 'end badly';
  if (!all) return `${bad} of ${schedules} that were tried ${end}`;
  return `${bad === 0 ? 'none' : bad} of ${schedules} ${bad === 0 ? 'ends badly' : end}`;
}

function published({ events }: World): string[] {
  const counts = new Map<string, number>();
  return events.map(({ channel, data }) => {
    const sequence = (counts.get(channel) ?? 0) + 1;
    counts.set(channel, sequence);
    return `${channel} #${sequence}   ${JSON.stringify(data)}`;
  });
}

function rowsOf(tables: Standing['tables']): string[] {
  return Object.entries(tables).flatMap(([table, rows]) =>
    Object.entries(rows).map(([id, row]) => `${table} ${id}   ${JSON.stringify(row)}`),
  );
}
