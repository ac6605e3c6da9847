import fs from 'node:fs';
import { command, runCommand } from '@workbook/command';
import { runFile } from './run-file';
import { situations } from './situations';
import { Stage } from './stage';

const record = command({
  name: 'record',
  summary: 'Plays every situation on the broker, and writes down what happened',
  usage: 'npm run pictures',
  options: {},
  async run() {
    for (const [name, play] of Object.entries(situations)) {
      const run = await Stage.play(play);
      fs.writeFileSync(runFile(name), `${JSON.stringify(run, undefined, 2)}\n`);
    }
    return 0;
  },
});

void runCommand(record, process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
