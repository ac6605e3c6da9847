/** How much room a text takes. */
export type Measure = (text: string) => number;

/** Where a name may be broken. */
export const IN_NAMES = /(?<=[ :._-])/;
const IN_WORDS = /(?<= )/;

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Breaks `text` into as few lines of at most `width` as it takes, all about as long; a piece that is
 * wider than that is broken wherever it is full.
 */
export function wrap(text: string, width: number, measure: Measure, breaks = IN_WORDS): string[] {
  if (measure(text.trimEnd()) <= width) return [text.trimEnd()];
  const pieces = text.split(breaks).flatMap((piece) => broken(piece, width, measure));
  const widest = Math.max(...pieces.map((piece) => measure(piece.trimEnd())));
  let lines = fill(pieces, width, measure);
  const step = measure('n');
  for (let narrower = width - step; narrower >= widest && narrower > 0; narrower -= step) {
    const tried = fill(pieces, narrower, measure);
    if (tried.length > lines.length) break;
    lines = tried;
  }
  return lines;
}

/** A piece in parts of at most `width`, where a name may be broken if it is one; a part is never empty. */
function broken(piece: string, width: number, measure: Measure): string[] {
  if (measure(piece.trimEnd()) <= width) return [piece];
  const names = piece.split(IN_NAMES);
  if (names.length > 1) return names.flatMap((name) => broken(name, width, measure));
  const parts: string[] = [];
  let part = '';
  for (const { segment } of segmenter.segment(piece)) {
    if (part !== '' && measure(part + segment) > width) {
      parts.push(part);
      part = '';
    }
    part += segment;
  }
  return [...parts, part];
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
