import { next, toText, WorkbookError } from './error';
import type { Command } from './commands/command';
import { inALab } from './commands/in-a-lab';
import { mutation } from './commands/mutation';
import { predict } from './commands/predict';
import { prove } from './commands/prove';
import { replay } from './commands/replay';
import { start } from './commands/start';
import { starters } from './commands/starters';
import { verify } from './commands/verify';
import { findRoot } from './root';

const commands: Readonly<Record<string, Command>> = {
  start,
  starters,
  verify,
  prove,
  replay,
  predict,
  mutation,
  'in-a-lab': inALab,
};

async function main(name = 'start', ...args: string[]): Promise<number> {
  const command = commands[name];
  if (!command) {
    throw new WorkbookError(
      `There is no command "${name}". There are: ${Object.keys(commands).join(', ')}.\n${next('npm start', 'says where you stand')}`,
    );
  }
  return command({ root: findRoot(), out: process.stdout }, args);
}

main(...process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.exitCode = 1;
    console.error(toText(error));
  },
);
