import { styleText } from 'node:util';

/** Colours a text, or leaves it as it is. */
export interface Paint {
  good(text: string): string;
  bad(text: string): string;
  strong(text: string): string;
  faint(text: string): string;
}

/** Colours on a terminal, none elsewhere and none where NO_COLOR is set: every text reads without. */
export function paintFor(stream: { readonly isTTY?: boolean }): Paint {
  const colours = stream.isTTY === true && !process.env.NO_COLOR;
  const style = (format: 'green' | 'red' | 'bold' | 'dim') => (text: string) =>
    // Whether there are colours is decided here: newer versions of Node would decide for themselves.
    colours ? styleText(format, text, { validateStream: false }) : text;
  return { good: style('green'), bad: style('red'), strong: style('bold'), faint: style('dim') };
}
