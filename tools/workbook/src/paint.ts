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
  const style = (code: number) => (text: string) =>
    colours ? `\u001b[${code}m${text}\u001b[0m` : text;
  return { good: style(32), bad: style(31), strong: style(1), faint: style(2) };
}
