import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { damageIn, forgetRuns, keepRun, readRun, runFile } from '../src/kept-run';

let lab: string;
let testFile: string;
beforeEach(() => {
  lab = fs.mkdtempSync(path.join(os.tmpdir(), 'lab-'));
  testFile = path.join(lab, 'test', 'step-1-a.test.ts');
});
afterEach(() => fs.rmSync(lab, { recursive: true, force: true }));

const happened = [{ kind: 'note', client: 'payments-1', text: 'came', at: 0 }] as const;

test('a run is kept until the tests of its file run again', () => {
  keepRun(testFile, 'it works', happened, []);
  const file = runFile(testFile, 'it works');
  expect(readRun(file)).toEqual({ test: 'it works', run: { happened } });
  forgetRuns(testFile);
  expect(readRun(file)).toBeUndefined();
});

test('what became of faults is kept where nothing else is known: on a real server', () => {
  const faults = [
    { fault: { kind: 'cut', client: 'payments-1', sequence: 1 }, outcome: 'happened' },
  ] as const;
  keepRun(testFile, 'it works', [], faults);
  expect(readRun(runFile(testFile, 'it works'))?.faults).toEqual(faults);
});

test('a folder that cannot be written fails no test', () => {
  fs.writeFileSync(path.join(lab, '.runs'), '');
  forgetRuns(testFile);
  keepRun(testFile, 'it works', happened, []);
  expect(readRun(runFile(testFile, 'it works'))).toBeUndefined();
});

test.each([
  ['half of one', '{ "test": '],
  ['a huge one', ' '.repeat(30_000_000)],
  ['one of something else', '{ "test": "it works", "run": { "happened": [{ "kind": "sold" }] } }'],
])('a damaged run, %s, is as good as none', (_what, text) => {
  const file = path.join(lab, 'run.json');
  fs.writeFileSync(file, text);
  expect(readRun(file)).toBeUndefined();
  expect(damageIn(file)).toMatch(/^(it|event 1 of its run) is /);
});
