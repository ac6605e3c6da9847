import { findLab, type Lab, listLabs } from '@workbook/exam';
import { next, WorkbookError } from '../error';
import { currentLab, labHere } from '../current-lab';
import { answersOf } from '../predict/answers';
import { Conversation } from '../predict/conversation';
import { keepPredictions, readPredictions } from '../predict/predictions';
import { questionsOf } from '../predict/questions';
import { nextStep, readProgress } from '../progress';
import type { Command, Context } from './command';

const COLUMNS = 80;
const INDENT = '   ';

/**
 * `workbook predict [LAB] [--answers]`: asks the questions of a lab, unless named that of the current
 * folder, or else the one that the learner is at, and keeps what is predicted; once the lab is passed, shows what happens beside it.
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
  const [wanted = here(root), ...others] = args.filter((arg) => arg !== '--answers');
  const unknown = [wanted, ...others].find((arg) => arg.startsWith('-')) ?? others[0];
  if (unknown !== undefined) {
    throw new WorkbookError(
      `"predict" does not know "${unknown}".\n${next('npm run predict -- --answers', 'in the folder of a lab, shows what happens')}`,
    );
  }
  return { lab: findLab(listLabs(root), wanted), wantsAnswers: args.includes('--answers') };
}

/** The lab whose folder this is; elsewhere, the one that the learner is at, or the last. */
function here(root: string): string {
  const lab = labHere(root) ?? currentLab(root) ?? listLabs(root).at(-1);
  return lab?.name ?? root;
}

/** What is typed is kept line by line: who stops in the middle goes on there. */
async function ask(context: Context, lab: Lab, questions: readonly string[]): Promise<void> {
  const { out } = context;
  const conversation = new Conversation(process.stdin, out);
  out.write(`\n${lab.number}  ${lab.title}: what do you predict?\n`);
  try {
    const end = await askAll(context, lab, questions, conversation);
    const notKept = end.notKept === undefined ? 'kept' : `not kept: ${end.notKept}`;
    out.write(
      end.isDone
        ? `\nWhat you said is ${notKept}. When all steps are passed, npm run predict shows what happens.\n${next('npm test', 'runs the steps')}\n`
        : `\n\nWhat you said so far is ${notKept}.\n${next('npm run predict', 'goes on')}\n`,
    );
  } finally {
    conversation.end();
  }
}

/** @returns whether every question was answered, and why the answers could not be kept, if so */
async function askAll(
  { root, out }: Context,
  lab: Lab,
  questions: readonly string[],
  conversation: Conversation,
): Promise<{ isDone: boolean; notKept?: string | undefined }> {
  const predictions = readPredictions(root, lab);
  let notKept: string | undefined;
  for (const [index, question] of questions.entries()) {
    const before = predictions[index] ?? '';
    const hint = before === '' ? '' : `${INDENT}(Enter keeps: ${before})\n`;
    out.write(`\n${numbered(index, question)}\n${hint}`);
    let said = await conversation.ask();
    // Enter alone is a slip of the finger, unless there is something to keep.
    while (said === '' && before === '') {
      out.write(`${INDENT}A word will do. Ctrl-D leaves, and keeps what you said.\n`);
      said = await conversation.ask();
    }
    if (said === undefined) return { isDone: false, notKept };
    predictions[index] = said === '' ? before : said;
    notKept = keepPredictions(root, lab, predictions);
  }
  return { isDone: true, notKept };
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
