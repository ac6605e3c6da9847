import fs from 'node:fs';
import { command, runCommand } from '@workbook/command';
import { goldenFile, picturesOf, titles } from './pictures';

const draw = command({
  name: 'draw',
  summary: 'Draws the golden pictures from the recorded runs, and names those that have changed',
  usage: 'npm run pictures',
  options: {},
  run() {
    for (const name of Object.keys(titles)) {
      for (const [ending, content] of Object.entries(picturesOf(name))) {
        const file = goldenFile(name, ending);
        if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === content) continue;
        fs.writeFileSync(file, content);
        console.log(file);
      }
    }
    return Promise.resolve(0);
  },
});

void runCommand(draw, process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
