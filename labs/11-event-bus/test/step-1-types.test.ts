import path from 'node:path';
import { type Advice, explain } from '@workbook/testkit';
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
const ofServices = {
  look: 'src/bus/publisher.ts and src/bus/listener.ts: what may a class write that extends them?',
  read,
};
const ofBoth = { look: 'src/bus/publisher.ts and src/bus/listener.ts: what is Event for?', read };

const all = [
  ...[...rightPublishers, ...rightListeners, rightPromise],
  ...[...wrongData, ...wrongSubjectsOfPublishers, ...wrongSubjectsOfListeners],
  ...[...wrongHandlers, ...wrongStandIns, wrongPromise],
];
const fileOf = (program: Program): string => `program-${all.indexOf(program)}.ts`;

/** So many problems of src are shown: others often come of the first. */
const MOST = 3;

let compiled: Compiled;

beforeAll(async () => {
  const programs: Record<string, string> = { 'given.ts': given };
  for (const program of all) programs[fileOf(program)] = imports + program.text;
  compiled = await compile({ folder: path.join(__dirname, '..'), programs });
});

/** Whether some test has said that src does not compile: then nothing else can be judged, and once is enough. */
let isTold = false;

beforeEach(() => {
  const problems = isTold ? [] : [...compiled.own, ...problemsIn('given.ts')];
  const [first] = problems;
  if (!first) return;
  isTold = true;
  const rest = problems.length - MOST;
  explain(
    {
      expected: 'the files of src to compile',
      happened: [
        ...problems
          .slice(0, MOST)
          .flatMap(({ file, line, what, code }) => [
            `${placeOf(file, line)}: ${indented(what)}`,
            `of this line: ${code.trim()}`,
          ]),
        ...(rest > 0 ? [`and ${rest} more`] : []),
      ],
      look: first.file.startsWith('src/')
        ? `${first.file}, line ${first.line}`
        : 'src/bus/publisher.ts and src/bus/listener.ts: what do they export?',
      read,
    },
    () => expect(problems).toEqual([]),
  );
});

/** What the test itself has written is no file of the lab. */
function placeOf(file: string, line: number): string {
  return file.startsWith('src/') ? `${file}, line ${line}` : 'what imports them';
}

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

function compiles(program: Program, advice: Advice): void {
  if (isTold) return;
  explain(
    {
      expected: `${program.what} to compile`,
      happened: [...said(program), 'the program:', ...shown(program)],
      ...advice,
    },
    () => expect(problemsIn(fileOf(program))).toEqual([]),
  );
}

function doesNotCompile(program: Program, advice: Advice): void {
  if (isTold) return;
  const problems = problemsIn(fileOf(program));
  const elsewhere = problems.filter(({ code }) => !code.endsWith(HERE));
  explain(
    {
      expected: `${program.what} to be refused by the compiler, at the line that is marked and at no other`,
      happened: [
        ...(problems.length === 0 ? ['the compiler takes it'] : said(program)),
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
  for (const program of [...rightPublishers, ...rightListeners]) compiles(program, ofServices);
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
