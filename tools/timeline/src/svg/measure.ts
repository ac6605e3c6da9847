/** Widths in parts of the font's size, at the wide end of what system fonts have. */
const NARROW = 0.4;
const WIDE = 1;
const CAPITAL = 0.78;
const OTHER = 0.64;

/** How wide `text` is at most, in pixels: a picture is drawn before anybody knows the font. */
export function widthOf(text: string, size: number): number {
  let width = 0;
  for (const letter of text) {
    if (/[iljtfrI.,:;'|!()[\] ]/.test(letter)) width += NARROW;
    else if (/[mwMW@%]/.test(letter) || letter > '\u2fff') width += WIDE;
    else width += /[A-Z]/.test(letter) ? CAPITAL : OTHER;
  }
  return Math.ceil(width * size);
}
