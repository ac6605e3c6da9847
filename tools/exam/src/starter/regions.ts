import { ExamError } from '../error';

const marker = /^\s*\/\/ ?#(region|starter|endregion)\b/;
const starterLine = /^(\s*)\/\/:(?: (.*))?$/;

/**
 * The starter of a solution's file: each region, markers included, becomes the lines that stand
 * after its `// #starter`, without their `//: `.
 *
 * @param file how the file is called in errors
 * @returns undefined if the file has no region
 * @throws ExamError if a region is nested, not closed or without `// #starter`, if a marker
 *   stands outside a region, or if a line after `// #starter` does not begin with `//: `
 */
export function toStarter(source: string, file: string): string | undefined {
  const lines = source.split(/\r?\n/);
  if (!lines.some((line) => marker.test(line))) return undefined;

  const refuse = (index: number, what: string): never => {
    throw new ExamError({
      happened: [
        `${file}:${index + 1}: ${what}`,
        ...around(lines, index),
        'A region is: "// #region what", the solution, "// #starter", the starter\'s lines each after "//: ", "// #endregion".',
      ].join('\n'),
      file,
      next: { command: 'npm run starters', purpose: 'when it is mended' },
    });
  };

  const starter: string[] = [];
  let opened: number | undefined;
  let inStarter = false;
  lines.forEach((line, index) => {
    const found = marker.exec(line)?.[1];
    if (found === 'region') {
      if (opened !== undefined) refuse(index, `a #region in the #region of line ${opened + 1}.`);
      opened = index;
    } else if (found === 'starter') {
      if (opened === undefined) refuse(index, 'a #starter outside a #region.');
      if (inStarter) refuse(index, 'a second #starter in one #region.');
      inStarter = true;
    } else if (found === 'endregion') {
      if (opened === undefined) return refuse(index, 'an #endregion without a #region.');
      if (!inStarter) refuse(opened, 'this #region has no "// #starter".');
      opened = undefined;
      inStarter = false;
    } else if (inStarter) {
      const match =
        starterLine.exec(line) ?? refuse(index, 'this line does not begin with "//: ".');
      starter.push(match[2] === undefined ? '' : `${match[1] ?? ''}${match[2]}`);
    } else if (opened === undefined) {
      starter.push(line);
    }
  });
  if (opened !== undefined) refuse(opened, 'this #region has no "// #endregion".');
  return starter.join('\n');
}

/** What the learner has in the end of a solution's file: without its markers and the starter's lines. */
export function withoutMarkers(source: string): string {
  let inStarter = false;
  const kept = source.split(/\r?\n/).filter((line) => {
    const found = marker.exec(line)?.[1];
    if (found) inStarter = found === 'starter';
    return !found && !inStarter;
  });
  return kept.join('\n');
}

/** The lines around `index`, numbered, the line itself marked. */
function around(lines: readonly string[], index: number): string[] {
  const from = Math.max(0, index - 2);
  return lines.slice(from, index + 3).map((line, offset) => {
    const here = from + offset;
    return `${here === index ? '  > ' : '    '}${String(here + 1).padStart(4)} | ${line}`;
  });
}
