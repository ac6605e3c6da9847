/**
 * Breaks a text between words after at most `columns`; each line but the first begins with `indent`.
 *
 * @param columns by default 80
 */
export function wrap(text: string, indent: string, columns = 80): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!;
    if (line !== '' && indent.length + line.length + 1 + word.length > columns) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join(`\n${indent}`);
}
