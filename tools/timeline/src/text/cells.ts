/** What a terminal draws two columns wide (Unicode Standard Annex 11, W and F), besides emoji. */
const WIDE =
  /^[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u4dff\u4e00-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18dff}\u{1aff0}-\u{1b2ff}\u{1d300}-\u{1d376}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}]/u;
const EMOJI = /^(\p{Emoji_Presentation}|\p{Emoji}\ufe0f)/u;
/** Marks with nothing below them, and what is there to be unseen. */
const UNSEEN = /^[\p{M}\p{Cf}\p{Zl}\p{Zp}\ud800-\udfff]+$/u;
/** Marks that stand beside what they belong to. */
const BESIDE = /[\p{Mc}\uff9e\uff9f]/gu;
const PLAIN = /^[\x20-\x7e]*$/;

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** One thing that a reader sees, and how many columns it takes. */
export interface Glyph {
  readonly text: string;
  readonly width: number;
}

/** The glyphs of a text; what would move a terminal's cursor is a space. */
export function glyphsOf(text: string): Glyph[] {
  if (PLAIN.test(text)) return Array.from(text, (letter) => ({ text: letter, width: 1 }));
  return [...segmenter.segment(text)]
    .map(({ segment }) => (/^\p{Cc}/u.test(segment) ? ' ' : segment))
    .filter((segment) => !UNSEEN.test(segment))
    .map((segment) => ({ text: segment, width: widthOf(segment) }));
}

function widthOf(glyph: string): number {
  const base = WIDE.test(glyph) || EMOJI.test(glyph) ? 2 : 1;
  return base + (glyph.match(BESIDE)?.length ?? 0);
}

/** How many columns of a terminal a text takes. */
export function columnsWide(text: string): number {
  if (PLAIN.test(text)) return text.length;
  return glyphsOf(text).reduce((sum, { width }) => sum + width, 0);
}
