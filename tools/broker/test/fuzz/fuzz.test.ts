import { fuzz } from './fuzz';
import { fuzzStores } from './stores';

test('no input of three thousand is too much: parser, decoders, whole connections', async () => {
  const report = await fuzz(3000, 1);
  expect(report).toMatchObject({ parser: 1000, decoders: 1000, connections: 1000 });
  expect(report.taken).toBeGreaterThan(100);
});

test('damaged stores are refused, cut off at their end, or whole', async () => {
  const { refused, cut, harmless } = await fuzzStores(60, 1);
  expect(refused + cut + harmless).toBe(60);
  expect(refused).toBeGreaterThan(30);
});
