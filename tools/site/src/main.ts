import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { command, runCommand } from '@workbook/command';
import { describe, renderSite } from './index';

const notes = command({
  name: 'notes',
  summary: 'Makes web pages of the notes and labs, and checks every link',
  usage: 'npm run notes',
  options: {},
  run: () => Promise.resolve(render()),
});

/** @returns the exit code; where the pages are, or what to mend, is printed */
function render(): number {
  // WORKBOOK_ROOT is how the tests point the command at a fixture.
  const root = path.resolve(process.env.WORKBOOK_ROOT ?? path.join(__dirname, '..', '..', '..'));
  const { pages, links, problems, index } = renderSite({
    root,
    out: path.join(root, '.workbook', 'notes'),
  });
  if (problems.length === 0) {
    console.log(pathToFileURL(index).href);
    console.log(`${count(pages.length, 'page')}, ${count(links, 'link')} checked.`);
    return 0;
  }
  console.error(problems.map(describe).join('\n\n'));
  console.error(`\n${count(problems.length, 'problem')}: no page was written.`);
  console.error('    npm run notes      when they are mended');
  return 1;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

void runCommand(notes, process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
