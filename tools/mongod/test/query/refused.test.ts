import { Desk } from '../desk';

const NUL = '\0';

test.each([
  [{ a: { hasOwnProperty: 1 }, b: 1 }, 'none'],
  [{ a: { $gt: 1, hasOwnProperty: 1 } }, '2: unknown operator: hasOwnProperty'],
  [{ a: { $gt: 1, constructor: 1 } }, '2: unknown operator: constructor'],
  [{ a: { $regex: `a${NUL}` } }, '2: Regular expression cannot contain an embedded null byte'],
  [{ a: { $regex: 'a', $options: 'z' } }, '51108: invalid flag in regex options: z'],
  [{ a: { $regex: 'a', $options: NUL } }, `51108: invalid flag in regex options: ${NUL}`],
  [
    { $expr: { $regexMatch: { input: 'a', regex: `a${NUL}` } } },
    /^51109: \$regexMatch: .*embedded null byte$/,
  ],
  [{ $expr: { $regexMatch: { input: 'a', regex: 'a', options: NUL } } }, /^51110: /],
  [{ $expr: { $regexMatch: { input: 'a', regex: 'a', options: 'z' } } }, /^51108: /],
])('a filter that is none is refused: %j', (filter, answer) => {
  const found = Desk.with([{ a: 'a' }]).found({ find: 'c', filter });
  const told = typeof found === 'string' ? found : 'none';
  if (typeof answer === 'string') expect(told).toBe(answer);
  else expect(told.replace(/^(\d+): .*caused by :: /, '$1: ')).toMatch(answer);
});
