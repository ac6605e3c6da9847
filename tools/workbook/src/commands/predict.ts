import { findLab, type Lab, listLabs } from '@workbook/exam';
import { next } from '../advice';
import { labMeant } from '../current-lab';
import { answersOf } from '../predict/answers';
import { Conversation } from '../predict/conversation';
import { keepPredictions, readPredictions } from '../predict/predictions';
import { questionsOf } from '../predict/questions';
import { nextStep, readProgress } from '../progress';
import { wrap } from '../wrap';
import { command, type Context } from './command';

const INDENT = '   ';

/** What is predicted is kept; once the lab is passed, what happens is shown beside it. */
export const predict = command({
  name: 'predict',
  summary: 'Asks what you predict of a lab; once it is passed, shows what happens',
  usage: 'npm run predict',
  options: { answers: { type: 'boolean', description: 'shows what happens at once' } },
  positionals: {
    placeholder: 'LAB',
    description: 'the lab; without it that of this folder, or else the one you are at',
    most: 1,
  },
  async run(context, { values: { answers }, positionals: [wanted] }) {
    const lab = findLab(
      listLabs(context.root),
      wanted ?? labMeant(context.root)?.name ?? context.root,
    );
    const questions = questionsOf(lab);
    const isPassed = nextStep(lab, readProgress(context.root, lab)) === undefined;
    if (isPassed || answers) await compare(context, lab, questions);
    else await ask(context, lab, questions);
    return 0;
  },
});

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
        ? `\nWhat you said is ${notKept}. When all steps are passed, npm run predict shows what happens.\n${next('npm test', 'runs the steps', lab.folder)}\n`
        : `\n\nWhat you said so far is ${notKept}.\n${next('npm run predict', 'goes on', lab.folder)}\n`,
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
