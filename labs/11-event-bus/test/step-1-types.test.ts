import path from 'node:path';
import { explain } from '@workbook/testkit';
import { compile, type Compiled, type Problem } from '@workbook/testkit/compiler';
import {
  given,
  HERE,
  imports,
  type Program,
  rightListeners,
  rightPromise,
  rightPublishers,
} from './programs';
import {
  wrongData,
  wrongHandlers,
  wrongPromise,
  wrongStandIns,
  wrongSubjectsOfListeners,
  wrongSubjectsOfPublishers,
} from './wrong-programs';

const read = 'README.md, "Step 1: the channel and its data belong together"';
const ofPublisher = { look: 'src/bus/publisher.ts: of which event is the subject?', read };
const ofListener = { look: 'src/bus/listener.ts: of which event is the subject?', read };
const ofPublish = { look: 'src/bus/publisher.ts, publish(): of which event is the data?', read };
const ofOnMessage = {
  look: 'src/bus/listener.ts, onMessage(): of which event is the data?',
  read,
};
const ofPromise = { look: 'src/bus/publisher.ts, publish(): what does it return?', read };
const ofBoth = { look: 'src/bus/publisher.ts and src/bus/listener.ts: what is Event for?', read };

const all = [
  ...[...rightPublishers, ...rightListeners, rightPromise],
  ...[...wrongData, ...wrongSubjectsOfPublishers, ...wrongSubjectsOfListeners],
  ...[...wrongHandlers, ...wrongStandIns, wrongPromise],
];
const fileOf = (program: Program): string => `program-${all.indexOf(program)}.ts`;

let compiled: Compiled;

beforeAll(async () => {
  const programs = all.map((program) => [fileOf(program), imports + program.text]);
  compiled = await compile({
    folder: path.join(__dirname, '..'),
    programs: { 'given.ts': given, ...Object.fromEntries(programs) },
  });
});

beforeEach(() => {
  const problems = [...compiled.own, ...problemsIn('given.ts')];
  const [first] = problems;
  explain(
    {
      expected: 'the files of src to compile, before any program can use them',
      happened: problems.flatMap((problem) => [
        `${problem.file}, line ${problem.line}: ${indented(problem.what)}`,
        `  ${problem.code.trim()}`,
      ]),
      look: first?.file.startsWith('src/')
        ? `${first.file}, line ${first.line}`
        : 'src/bus/publisher.ts and src/bus/listener.ts: what do they export?',
      read,
    },
    () => expect(problems).toEqual([]),
  );
});

function problemsIn(file: string): readonly Problem[] {
  return compiled.programs[file] ?? [];
}

/** More lines of what the compiler says are a part of the first. */
function indented(text: string): string {
  return text.replaceAll('\n', '\n  ');
}

/** The lines of a program, below what is said of it. */
function shown({ text }: Program): string[] {
  return text
    .trim()
    .split('\n')
    .map((line) => `  ${line}`);
}

/** What the compiler says of a program, each with its line. */
function said(program: Program): string[] {
  return problemsIn(fileOf(program)).flatMap(({ code, what }) => [
    `the compiler says: ${indented(what)}`,
    `of this line: ${code.replace(HERE, '').trim()}`,
  ]);
}

function compiles(program: Program, advice: { look: string; read: string }): void {
  explain(
    {
      expected: `${program.what} to compile`,
      happened: [...said(program), 'the program:', ...shown(program)],
      ...advice,
    },
    () => expect(problemsIn(fileOf(program))).toEqual([]),
  );
}

function doesNotCompile(program: Program, advice: { look: string; read: string }): void {
  const problems = problemsIn(fileOf(program));
  const elsewhere = problems.filter(({ code }) => !code.endsWith(HERE));
  explain(
    {
      expected: `${program.what} not to compile, at the line that is marked, and nothing else of this program to be refused`,
      happened: [
        ...(problems.length === 0 ? ['it compiles'] : said(program)),
        'the program:',
        ...shown(program),
      ],
      ...advice,
    },
    () => {
      expect(elsewhere).toEqual([]);
      expect(problems).not.toEqual([]);
    },
  );
}

test('what goes together compiles', () => {
  for (const program of rightPublishers) compiles(program, ofPublish);
  for (const program of rightListeners) compiles(program, ofOnMessage);
});

test('publish() takes the data of its event, and nothing else', () => {
  for (const program of wrongData) doesNotCompile(program, ofPublish);
});

test('publish() comes to a promise that resolves to nothing', () => {
  compiles(rightPromise, ofPromise);
  doesNotCompile(wrongPromise, ofPromise);
});

test('a publisher has the subject of its event, and no other', () => {
  for (const program of wrongSubjectsOfPublishers) doesNotCompile(program, ofPublisher);
});

test('a listener has the subject of its event, and no other', () => {
  for (const program of wrongSubjectsOfListeners) doesNotCompile(program, ofListener);
});

test('a listener handles the data of its event, and no other', () => {
  for (const program of wrongHandlers) doesNotCompile(program, ofOnMessage);
});

test('none stands in for one of another event', () => {
  for (const program of wrongStandIns) doesNotCompile(program, ofBoth);
});
