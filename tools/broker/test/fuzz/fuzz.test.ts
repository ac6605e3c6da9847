import { fuzz } from './fuzz';

test('no input of three thousand is too much: parser, decoders, whole connections', async () => {
  const report = await fuzz(3000, 1);
  expect(report).toMatchObject({ parser: 1000, decoders: 1000, connections: 1000 });
  expect(report.taken).toBeGreaterThan(100);
});
