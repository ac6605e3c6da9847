import { createInterface } from 'node:readline';
import { next, WorkbookError } from '../error';
import { findLab, type Lab, listLabs } from '../lab';
import { answersOf } from '../predict/answers';
import { keepPredictions, readPredictions } from '../predict/predictions';
import { questionsOf } from '../predict/questions';
import { nextStep, readProgress } from '../progress';
import type { Command, Context } from './command';

const COLUMNS = 80;
const INDENT = '   ';

/**
 * `workbook predict [LAB] [--answers]`: asks the questions of a lab, that of the current folder unless
 * named, and keeps what is predicted; once the lab is passed, shows what happens beside it.
 */
export const predict: Command = async (context, args) => {
  const { lab, wantsAnswers } = readArguments(context, args);
  const questions = questionsOf(lab);
  const isPassed = nextStep(lab, readProgress(context.root, lab)) === undefined;
  if (isPassed || wantsAnswers) await compare(context, lab, questions);
  else await ask(context, lab, questions);
  return 0;
};

function readArguments(
  { root }: Context,
  args: readonly string[],
): { lab: Lab; wantsAnswers: boolean } {
  const [wanted = process.cwd(), ...others] = args.filter((arg) => arg !== '--answers');
  const unknown = [wanted, ...others].find((arg) => arg.startsWith('-')) ?? others[0];
  if (unknown !== undefined) {
    throw new WorkbookError(
      `"predict" does not know "${unknown}".\n${next('npm run predict -- --answers', 'in the folder of a lab, shows what happens')}`,
    );
  }
  return { lab: findLab(listLabs(root), wanted), wantsAnswers: args.includes('--answers') };
}

/** What is typed is kept line by line: who stops in the middle goes on there. */
async function ask({ root, out }: Context, lab: Lab, questions: readonly string[]): Promise<void> {
  const predictions = readPredictions(root, lab);
  const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  out.write(`\n${lab.number}  ${lab.title}: what do you predict?\n`);
  for (const [index, question] of questions.entries()) {
    const before = predictions[index] ?? '';
    const hint = before === '' ? '' : `${INDENT}(Enter keeps: ${before})\n`;
    out.write(`\n${numbered(index, question)}\n${hint}> `);
    const line = await lines.next();
    if (line.done) {
      out.write(`\n\nWhat you said so far is kept.\n${next('npm run predict', 'goes on')}\n`);
      return;
    }
    const said = line.value.trim();
    predictions[index] = said === '' ? before : said;
    keepPredictions(root, lab, predictions);
  }
  await lines.return?.();
  out.write(
    `\nKept. When all steps are passed, npm run predict shows what happens.\n${next('npm test', 'runs the steps')}\n`,
  );
}

async function compare(
  { root, out }: Context,
  lab: Lab,
  questions: readonly string[],
): Promise<void> {
  const predictions = readPredictions(root, lab);
  const answers = await answersOf(root, lab);
  const lines = questions.flatMap((question, index) => [
    numbered(index, question),
    label('you said', predictions[index] ?? 'nothing'),
    label('it is', answers[index] ?? 'not known'),
    '',
  ]);
  out.write(
    ['', `${lab.number}  ${lab.title}: what happens when it is run`, '', ...lines].join('\n'),
  );
}

function numbered(index: number, question: string): string {
  return `${index + 1}. ${wrap(question, INDENT)}`;
}

function label(name: string, text: string): string {
  const head = `${INDENT}${name.padEnd(9)} `;
  return head + wrap(text, ' '.repeat(head.length));
}

/** Breaks a text after at most 80 columns; each line but the first begins with `indent`. */
function wrap(text: string, indent: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!;
    if (line !== '' && indent.length + line.length + 1 + word.length > COLUMNS) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join(`\n${indent}`);
}
