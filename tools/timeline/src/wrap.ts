/** How much room a text takes. */
export type Measure = (text: string) => number;

/** Where a name may be broken. */
export const IN_NAMES = /(?<=[ :._-])/;
const IN_WORDS = /(?<= )/;

/**
 * Breaks `text` into as few lines of at most `width` as it takes, all about as long; a piece that is
 * wider than that has a line of its own.
 */
export function wrap(text: string, width: number, measure: Measure, breaks = IN_WORDS): string[] {
  const pieces = text.split(breaks);
  let lines = fill(pieces, width, measure);
  const step = measure('n');
  for (let narrower = width - step; narrower > 0; narrower -= step) {
    const tried = fill(pieces, narrower, measure);
    if (tried.length > lines.length || tried.some((line) => measure(line) > narrower)) break;
    lines = tried;
  }
  return lines;
}

/** As many pieces as fit in each line. */
function fill(pieces: readonly string[], width: number, measure: Measure): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    if (line !== '' && measure((line + piece).trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  return [...lines, line.trimEnd()];
}
