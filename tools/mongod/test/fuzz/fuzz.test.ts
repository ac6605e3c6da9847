import { fuzz } from './fuzz';

test('no input of three thousand is too much: documents, messages, whole connections', async () => {
  const report = await fuzz(3000, 1);
  expect(report).toMatchObject({ documents: 1000, streams: 1000, commands: 1000 });
  expect(report.taken).toBeGreaterThan(50);
});
