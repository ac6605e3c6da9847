/** Those that are undefined are not written. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element of SVG; `content` is markup already. */
export function element(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? tidy(value) : escape(value!)}"`)
    .join('');
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

/** Text as markup; characters that XML does not know become spaces. */
export function escape(text: string): string {
  return text
    .replace(/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}

/** No picture needs more than a tenth of a pixel. */
function tidy(value: number): string {
  return String(Math.round(value * 10) / 10);
}
