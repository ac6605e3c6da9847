import { counted, isSame, list, nameOf, ordinal, times } from '../src';

test('a message is named by its place, and is the same in the same place', () => {
  const message = { channel: 'order:updated', sequence: 3 };
  expect(nameOf(message)).toBe('order:updated #3');
  expect(isSame(message, { ...message })).toBe(true);
  expect(isSame(message, { ...message, channel: 'order:placed' })).toBe(false);
  expect(isSame(message, { ...message, sequence: 4 })).toBe(false);
});

test('lists, counts and places are said as people say them', () => {
  expect([[], ['a'], ['a', 'b'], [1, 2, 3]].map(list)).toEqual(['', 'a', 'a and b', '1, 2 and 3']);
  expect([0, 1, 2].map((count) => counted(count, 'event'))).toEqual([
    '0 events',
    '1 event',
    '2 events',
  ]);
  expect([0, 1, 2, 3].map(times)).toEqual(['not at all', 'once', 'twice', '3 times']);
  expect([1, 2, 3, 4, 11, 12, 13, 21, 102, 111].map(ordinal).join(' ')).toBe(
    '1st 2nd 3rd 4th 11th 12th 13th 21st 102nd 111th',
  );
});
