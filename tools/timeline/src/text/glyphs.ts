/** What stands for a character where there is no box drawing. */
const ASCII: Readonly<Record<string, string>> = {
  '─': '-',
  '╌': '=',
  '═': '=',
  '·': '.',
  '│': '|',
  '┊': ':',
  '┃': '#',
  '║': '!',
  '┼': '+',
  '┬': '+',
  '┴': '+',
  '╳': 'x',
  '●': 'o',
};

/** Puts ASCII in the place of the drawing; names and labels stay as they are. */
export function inAscii(text: string): string {
  return text.replace(/[─╌═·│┊┃║┼┬┴╳●]/g, (character) => ASCII[character]!);
}
