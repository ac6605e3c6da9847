/**
 * The anchor that GitHub gives to a heading, so that one link works there and here: lower case,
 * punctuation dropped, each space a hyphen.
 */
export function slugOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{Alphabetic}\p{Mark}\p{Decimal_Number}\p{Connector_Punctuation}\- ]/gu, '')
    .replaceAll(' ', '-');
}
