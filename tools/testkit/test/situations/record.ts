import fs from 'node:fs';
import { runFile } from './run-file';
import { situations } from './situations';
import { Stage } from './stage';

/** The first half of `npm run pictures`: plays every situation on the broker, and writes down what happened. */
async function main(): Promise<void> {
  for (const [name, play] of Object.entries(situations)) {
    const run = await Stage.play(play);
    fs.writeFileSync(runFile(name), `${JSON.stringify(run, undefined, 2)}\n`);
  }
}

void main();
