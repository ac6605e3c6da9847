import fs from 'node:fs';
import { runFile } from './run-file';
import { situations } from './situations';
import { Stage } from './stage';

test.each(Object.entries(situations))('%s happens as it is drawn', async (name, play) => {
  // If it is to change: npm run pictures.
  const drawn: unknown = JSON.parse(fs.readFileSync(runFile(name), 'utf8'));
  expect(JSON.parse(JSON.stringify(await Stage.play(play)))).toEqual(drawn);
});
