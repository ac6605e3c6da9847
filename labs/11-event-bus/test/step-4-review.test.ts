import { explain, needs, noteUncaught } from '@workbook/testkit';
import * as review from '../src/review/tests';
import { broken } from './review/broken';
import { clonesOfThisRealm } from './review/clones';
import { rights } from './review/rights';
import { Runner } from './review/run';
import {
  blind,
  dependent,
  firstFailing,
  type Fresh,
  neverSeen,
  notWaiting,
  scoreOf,
  soundTests,
} from './review/suite';
import { endOf, few, inPast, leftBehind, lookFor, noticed } from './review/words';

clonesOfThisRealm();
needs(review, 'src/review/tests.ts', { tests: 'function' });
const file = 'src/review/tests.ts';
const read = 'README.md, "Step 4: tests for a listener that has none"';
const uncaught = noteUncaught();
const runner = new Runner((make, test) => review.tests(make, test), uncaught);
const given = [...rights.values()][0]!;

/** Loads the learner's file again: what it keeps in variables of its own is as it was at the start. */
function fresh(): Fresh {
  let loaded: Fresh | undefined;
  jest.isolateModules(() => {
    const { tests } = jest.requireActual<typeof review>('../src/review/tests');
    const { rights } = jest.requireActual<Pick<Fresh, 'rights'>>('./review/rights');
    loaded = { runner: new Runner(tests, uncaught), rights };
  });
  return loaded!;
}

test('there are tests, and a right listener passes them, however it is written', async () => {
  const all = await runner.all(given);
  explain(
    {
      expected: 'tests() to tell of its tests',
      happened: 'it came back, and had not called test()',
      look: `${file}: tests() calls test(name, run) for each test, before it comes back`,
      read,
    },
    () => expect(all).not.toEqual([]),
  );
  const failing = await firstFailing(fresh);
  if (!failing) return;
  const { ran, what, passesAlone } = failing;
  explain(
    {
      expected: `"${ran.name}" to pass on ${what}`,
      happened: [
        ...endOf(ran),
        ...(passesAlone ? ['it passes when no other test has run before it'] : []),
      ],
      look: passesAlone
        ? `${file}: what does it find there that a test before it has left?`
        : `${file}: ${lookFor(ran)}`,
      read,
    },
    () => expect(ran.state).toBe('passed'),
  );
});

test('a test passes alone, after any other, and a second time', async () => {
  const found = await dependent(runner, given);
  if (!found) return;
  const { ran, when } = found;
  explain(
    {
      expected: `"${ran.name}" to pass ${when}, as it does after the tests before it`,
      happened: endOf(ran),
      look: `${file}: what does it find there that another test has left?`,
      read,
    },
    () => expect(ran.state).toBe('passed'),
  );
});

test('a test waits for what it has begun', async () => {
  const left = await notWaiting(runner, given);
  explain(
    {
      expected: 'nothing to be rejected that no test waits for',
      happened: few(left.map(leftBehind), 3),
      look: `${file}: is there an await missing?`,
      read,
    },
    () => expect(left).toEqual([]),
  );
});

test('the mocks can fail', async () => {
  const never = neverSeen(await runner.all(given));
  explain(
    {
      expected:
        'find(), replace() and publish() to fail in some test, each in every way that it has',
      happened: never.map((outcome) => `in no test ${inPast(outcome)}`),
      look: `${file}: your mock cannot fail. What would the listener do if it did?`,
      read,
    },
    () => expect(never).toEqual([]),
  );
});

test('no other error is taken for the one that a test waits for', async () => {
  const crashes = await blind(runner, await soundTests(runner));
  explain(
    {
      expected: 'a test that waits for an error to fail at any other',
      happened: crashes.flatMap(({ where, names, atOnce }) => [
        `a listener that throws a TypeError ${where} passes ${names.map((name) => `"${name}"`).join(' and ')}`,
        ...(atOnce ? ['so does one that throws a TypeError at once, and asks for nothing'] : []),
      ]),
      look: `${file}: which error is it? What else would end in the same catch?`,
      read,
    },
    () => expect(crashes).toEqual([]),
  );
});

test('every broken listener is caught', async () => {
  const sound = await soundTests(runner);
  const { missed, useless, left, untried } = await scoreOf(runner, sound);
  explain(
    {
      expected: `the tests to be over soon: each of ${broken.size} broken listeners is tested by all of them`,
      happened: `there was no time for ${untried}`,
      look: `${file}: what does a test wait for, and does that take time?`,
      read,
    },
    () => expect(untried).toBe(0),
  );
  const count = (await runner.all(given)).length;
  const caught = broken.size - missed.length;
  explain(
    {
      expected: `each of ${broken.size} broken listeners to fail one of your tests at least`,
      happened: [
        `your tests that pass on every right listener (${sound.length} of ${count}) catch ${caught} of ${broken.size}`,
        ...few(
          missed.map((what) => `not caught: one that ${what}`),
          6,
        ),
        ...few(sound.flatMap(noticed), 2),
        ...few(left.map(leftBehind), 2),
        ...few(
          useless.map(
            (name) =>
              `"${name}" also passes on a listener that does nothing, and on one that throws at once`,
          ),
          2,
        ),
      ],
      look: `${file}: which test would notice what the first of them does?`,
      read,
    },
    () => expect(missed).toEqual([]),
  );
});
