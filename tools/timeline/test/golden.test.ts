import fs from 'node:fs';
import path from 'node:path';
import { goldenFile, picturesOf, titles } from './pictures';

const endings = ['svg', 'txt'] as const;
const files = Object.keys(titles).flatMap((name) =>
  endings.map((ending) => [name, ending] as const),
);

test('every recorded situation has its pictures', () => {
  const runs = fs.readdirSync(path.join(__dirname, 'runs')).map((file) => path.parse(file).name);
  expect(runs.sort()).toEqual(Object.keys(titles).sort());
});

test.each(files)('%s.%s is drawn as it was when somebody looked at it', (name, ending) => {
  // If it is to change: npm run pictures, look at it in light and dark, and commit it.
  expect(picturesOf(name)[ending]).toBe(fs.readFileSync(goldenFile(name, ending), 'utf8'));
});
