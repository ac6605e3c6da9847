import { fuzz } from './fuzz';
import { countOf, fuzzStores } from './stores';

test('no input of three thousand is too much: parser, decoders, whole connections', async () => {
  const report = await fuzz(3000, 1);
  expect(report).toMatchObject({ parser: 1000, decoders: 1000, connections: 1000 });
  expect(report.taken).toBeGreaterThan(100);
});

test('damaged stores are refused, cut off at their end, or whole', async () => {
  const report = await fuzzStores(2, 1);
  const kinds = [...report.keys()].map((kind) => kind.split(', ').slice(0, 2).join(', '));
  for (const how of ['killed', 'stopped', 'restarted']) {
    expect(kinds).toContain(`${how}, state.log`);
    expect(kinds).toContain(`${how}, messages`);
  }
  expect(kinds).toContain('stopped, record of the stop');
  const all = [...report.values()];
  expect(all.filter((outcomes) => countOf(outcomes) !== 2)).toEqual([]);
  expect(all.reduce((sum, { refused }) => sum + refused, 0)).toBeGreaterThan(all.length);
});
