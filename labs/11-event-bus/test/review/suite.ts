import { patient } from '@workbook/testkit';
import type { Make } from '../../src/review/reserve-listener';
import { broken } from './broken';
import { crashesAtOnce, crashing, doesNothing } from './crashing';
import type { Outcome } from './recorded';
import { rights } from './rights';
import { type Choice, isPassed, type Ran, type Runner } from './run';

/** A test that does not pass on a right listener. */
export interface Failing {
  readonly ran: Ran;
  /** Which listener that is. */
  readonly what: string;
  /** Whether it passes there when no other test runs before it. */
  readonly passesAlone: boolean;
}

const isFailing = (ran: Ran): boolean => !isPassed(ran);

/** The learner's tests and the right listeners, from modules that nobody has used yet. */
export interface Fresh {
  readonly runner: Runner;
  readonly rights: ReadonlyMap<string, Make>;
}

/** The first test that fails on a right listener, in the order of the file. */
export async function firstFailing(fresh: () => Fresh): Promise<Failing | undefined> {
  for (const what of rights.keys()) {
    const together = fresh();
    const ran = (await together.runner.all(together.rights.get(what)!)).find(isFailing);
    if (!ran) continue;
    const apart = fresh();
    const [alone] = await apart.runner.all(apart.rights.get(what)!, () => [ran.place]);
    return { ran, what, passesAlone: ran.place > 0 && alone !== undefined && isPassed(alone) };
  }
  return undefined;
}

const orders: readonly (readonly [string, Choice])[] = [
  ['when all run a second time', (places) => places],
  ['when they run in the other order', (places) => places.toReversed()],
];

/** A test that passes or fails by what ran before it, and when it fails. */
export async function dependent(
  runner: Runner,
  make: Make,
): Promise<{ readonly ran: Ran; readonly when: string } | undefined> {
  const all = await runner.all(make);
  if (all.some(isFailing)) return undefined;
  for (const [when, choice] of orders) {
    const ran = (await runner.all(make, choice)).find(isFailing);
    if (ran) return { ran, when };
  }
  for (const { place } of all) {
    const ran = (await runner.all(make, () => [place])).find(isFailing);
    if (ran) return { ran, when: 'alone' };
  }
  return undefined;
}

/** Whether it has passed, and something was rejected that nobody waited for. */
const hasLeft = (ran: Ran): boolean => isPassed(ran) && ran.uncaught.length > 0;

/** Tests that leave a rejection to nobody: on the right listener, or when a listener throws what it should not. */
export async function notWaiting(runner: Runner, given: Make): Promise<Ran[]> {
  const left = new Map<string, Ran>();
  for (const make of [given, ...crashing.map((each) => each.make)]) {
    for (const ran of (await runner.all(make)).filter(hasLeft)) left.set(ran.name, ran);
  }
  return [...left.values()];
}

/** What the tests do that pass on every right listener: others say nothing of a broken one. */
export async function soundTests(runner: Runner): Promise<Ran[]> {
  const unsound = new Set<number>();
  let first: Ran[] | undefined;
  for (const make of rights.values()) {
    const results = await runner.all(make);
    first ??= results;
    for (const { place } of results.filter(isFailing)) unsound.add(place);
  }
  return (first ?? []).filter(({ place }) => !unsound.has(place));
}

/** What no mock has ever done. */
export function neverSeen(all: readonly Ran[]): Outcome[] {
  return crashing
    .map(({ needs }) => needs)
    .filter((outcome) => !all.some(({ recorded }) => recorded.outcomes.has(outcome)));
}

/** Tests that take a TypeError for what they wait for, where no other test tells the two apart. */
export async function blind(
  runner: Runner,
  sound: readonly Ran[],
): Promise<{ readonly where: string; readonly names: string[]; readonly atOnce: boolean }[]> {
  const places = sound.map(({ place }) => place);
  const results = [];
  for (const { where, needs, make } of crashing) {
    const there = sound.filter(({ recorded }) => recorded.outcomes.has(needs));
    const all = await runner.all(make, () => places);
    if (there.length === 0 || all.some((ran) => isFailing(ran) || hasLeft(ran))) continue;
    const atOnce = await runner.all(crashesAtOnce, () => there.map(({ place }) => place));
    const names = there.map(({ name }) => name);
    results.push({ where, names, atOnce: atOnce.every(isPassed) });
  }
  return results;
}

/** How the tests do with broken listeners. */
export interface Score {
  /** What each does that they do not notice. */
  readonly missed: readonly string[];
  /** Names of tests that pass on a listener that does nothing, and on one that crashes at once. */
  readonly useless: readonly string[];
  /** Tests that passed on a broken listener, and left a rejection to nobody. */
  readonly left: readonly Ran[];
  /** How many listeners there was no time for. */
  readonly untried: number;
}

/** Less than a test of jest may take here. */
const LIMIT = 7000;

/** Runs the tests on every broken listener. */
export async function scoreOf(runner: Runner, sound: readonly Ran[]): Promise<Score> {
  const places = sound.map(({ place }) => place);
  const limit = Date.now() + patient(LIMIT);
  const missed: string[] = [];
  const left = new Map<string, Ran>();
  let tried = 0;
  for (const [what, make] of broken) {
    if (Date.now() > limit) break;
    tried += 1;
    const results = await runner.untilOneFails(make, places);
    if (results.some(isFailing)) continue;
    missed.push(what);
    for (const ran of results.filter(hasLeft)) left.set(ran.name, ran);
  }
  const passing = async (make: Make): Promise<Ran[]> =>
    (await runner.all(make, () => places)).filter(isPassed);
  const crashed = new Set((await passing(crashesAtOnce)).map(({ place }) => place));
  const useless = (await passing(doesNothing)).filter(({ place }) => crashed.has(place));
  return {
    missed,
    useless: useless.map(({ name }) => name),
    left: [...left.values()],
    untried: broken.size - tried,
  };
}
