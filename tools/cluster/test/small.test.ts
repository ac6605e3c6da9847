import { age } from '../src/age';
import { merged, strategicallyMerged } from '../src/requests/merge';
import { nameOfImage } from '../src/pods/image';

test.each([
  [0, '0s'],
  [119, '119s'],
  [120, '2m'],
  [599, '9m59s'],
  [600, '10m'],
  [3 * 3600 - 1, '179m'],
  [3 * 3600, '3h'],
  [7 * 3600 + 60, '7h1m'],
  [47 * 3600, '47h'],
  [48 * 3600, '2d'],
  [7 * 86400 + 3600, '7d1h'],
  [30 * 86400, '30d'],
])('%i s are %s', (seconds, text) => {
  expect(age('2026-01-01T00:00:00Z', Date.parse('2026-01-01T00:00:00Z') + seconds * 1000)).toBe(
    text,
  );
});

test('a merge patch replaces lists, and takes away what is null', () => {
  const before = { a: 1, b: { c: 2, d: [1, 2] } };
  expect(merged(before, { a: null, b: { d: [3] } })).toEqual({ b: { c: 2, d: [3] } });
});

test('a strategic one finds elements by their key', () => {
  const before = { containers: [{ name: 'a', image: '1' }, { name: 'b' }], args: ['x'] };
  const patch = {
    $setElementOrder: [],
    containers: [{ name: 'a', args: ['y'] }, { name: 'b', $patch: 'delete' }, { name: 'c' }],
    args: ['z'],
  };
  expect(strategicallyMerged(before, patch)).toEqual({
    containers: [{ name: 'a', image: '1', args: ['y'] }, { name: 'c' }],
    args: ['z'],
  });
  const replaced = { containers: [{ $patch: 'replace' }, { name: 'd' }] };
  expect(strategicallyMerged(before, replaced)).toMatchObject({ containers: [{ name: 'd' }] });
});

test('an image is known by its name', () => {
  expect(nameOfImage('nats-streaming:0.25.6')).toBe('nats-streaming');
  expect(nameOfImage('example.org:5000/team/nats-streaming@sha256:0')).toBe('nats-streaming');
});
