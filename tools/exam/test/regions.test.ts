import { toStarter } from '../src/starter/regions';

const region = [
  'before',
  '  // #region step 1: join',
  '  solved();',
  '  // #starter',
  '  //: // TODO step 1',
  '  //:',
  '  //:   deeper();',
  '  // #endregion',
  'after',
];

test('a region becomes its starter, indentation and empty lines kept', () => {
  expect(toStarter(region.join('\n'), 'a.ts')).toBe(
    ['before', '  // TODO step 1', '', '    deeper();', 'after'].join('\n'),
  );
});

test('lines may end as on Windows', () => {
  expect(toStarter(region.join('\r\n'), 'a.ts')).toBe(toStarter(region.join('\n'), 'a.ts'));
});

test('a region whose starter is empty disappears', () => {
  expect(toStarter('a\n// #region x\nb\n// #starter\n// #endregion\nc', 'a.ts')).toBe('a\nc');
});

test('a file without regions has no starter of its own', () => {
  expect(toStarter('const region = 1; // the region\n', 'a.ts')).toBeUndefined();
});

test.each([
  ['not closed', '// #region x\n// #starter', 'a.ts:1: this #region has no "// #endregion".'],
  ['without starter', '// #region x\n// #endregion', 'a.ts:1: this #region has no "// #starter".'],
  ['nested', '// #region x\n// #region y', 'a.ts:2: a #region in the #region of line 1.'],
  ['two starters', '// #region x\n// #starter\n// #starter', 'a.ts:3: a second #starter'],
  ['a stray end', 'a\n// #endregion', 'a.ts:2: an #endregion without a #region.'],
  ['a stray starter', '// #starter', 'a.ts:1: a #starter outside a #region.'],
  ['code in the starter', '// #region x\n// #starter\ncode();', 'a.ts:3: this line does not begin'],
])('%s is refused with its place', (_what, source, message) => {
  expect(() => toStarter(source, 'a.ts')).toThrow(message);
});

test('the error shows the lines around', () => {
  expect(() => toStarter('one\ntwo\n// #endregion\nfour\nfive\nsix', 'a.ts')).toThrow(
    ['       1 | one', '       2 | two', '  >    3 | // #endregion', '       4 | four'].join('\n'),
  );
});
