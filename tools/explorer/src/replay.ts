import type { Run } from '@workbook/history';
import { story } from '@workbook/timeline';
import { type Choices, ELSE_AGAIN, Given } from './choices';
import { type Moves, movesIn, problemIn, ScheduleError } from './moves';
import { type Dodged, Named, Noted } from './named';
import { messagesOf } from './names';
import type { Outcome } from './outcome';
import { ScheduleRun } from './schedule-run';
import type { AnyWorld, SmallWorld } from './small-world';
import type { Step } from './step';
import type { Tables } from './table';
import { track } from './tracked';
import type { Unsafe } from './unsafe';

/** One schedule, with all that happened in it. */
export interface Schedule {
  /** Its moves, `send #1 > a; read; write`, for `replay`; without those at its end that come by themselves. */
  readonly moves: string;
  readonly steps: readonly Step[];
  /** The steps as the timeline draws them, after the publishing of the events. */
  readonly run: Run;
  /** What is wrong in the end; undefined if it is safe. */
  readonly wrong: string | undefined;
  /** The same in a few sentences, the last of them what is wrong. */
  readonly story: string;
}

/** A schedule that was given by its moves. */
export interface Replayed extends Schedule {
  /** Where the handler did not go that way: the steps end there, and nothing is said of how it would end. */
  readonly dodged: Dodged | undefined;
}

/** Where a schedule stands after some moves. */
export interface Standing extends Replayed {
  /** The moves of which one can come next; none if the schedule is over. */
  readonly possible: readonly string[];
  readonly tables: Tables;
}

/**
 * Runs the one schedule of those moves; after the last one all goes on by itself, and nothing goes wrong.
 *
 * @throws ScheduleError if the moves are of no schedule of this world, whatever the handler does
 */
export async function replay<Data, All extends Tables>(
  world: SmallWorld<Data, All>,
  moves: Moves,
): Promise<Replayed> {
  return follow(world as unknown as AnyWorld, moves, true);
}

/**
 * Goes through those moves, and stops there.
 *
 * @throws ScheduleError if the moves are of no schedule of this world, whatever the handler does
 */
export async function stand<Data, All extends Tables>(
  world: SmallWorld<Data, All>,
  moves: Moves,
): Promise<Standing> {
  return follow(world as unknown as AnyWorld, moves, false);
}

async function follow(world: AnyWorld, given: Moves, goesOn: boolean): Promise<Standing> {
  const moves = movesIn(given);
  await refuse(world, moves);
  const named = new Named(world.events, moves, goesOn);
  const { steps, outcome, tables } = await run(world, named);
  if (outcome) named.end();
  const { dodged, possible } = named;
  const wrong = dodged ? undefined : outcome?.wrong;
  return {
    ...told(world, moves, steps, dodged ? dodgedIn(dodged) : ending(wrong)),
    wrong,
    dodged,
    possible,
    tables,
  };
}

/**
 * Runs an unsafe schedule and writes everything down, with as few of its moves as it takes for the same end to come
 * by itself.
 */
export async function watch(world: AnyWorld, { decisions, outcome }: Unsafe): Promise<Schedule> {
  const { wrong, steps: most } = outcome;
  const noted = new Noted(world.events, new Given(decisions));
  await new ScheduleRun(world, noted).outcome();
  for (let kept = 0; kept <= noted.moves.length; kept++) {
    const moves = noted.moves.slice(0, kept);
    const { steps, outcome: end } = await run(world, new Named(world.events, moves, true));
    if (end && end.wrong === wrong && end.steps <= most)
      return { ...told(world, moves, steps, ending(wrong)), wrong };
  }
  throw new Error(ELSE_AGAIN);
}

async function run(
  world: AnyWorld,
  choices: Choices,
): Promise<{ steps: Step[]; outcome: Outcome | undefined; tables: Tables }> {
  const steps: Step[] = [];
  const schedule = new ScheduleRun(world, choices, (step) => steps.push(step));
  const outcome = await schedule.outcome();
  return { steps, outcome, tables: schedule.tables() };
}

/** @throws ScheduleError for the first of `moves` that is none here, with what could come in its place */
async function refuse(world: AnyWorld, moves: readonly string[]): Promise<void> {
  const messages = messagesOf(world.events);
  for (const [index, move] of moves.entries()) {
    const problem = problemIn(move, messages);
    if (problem === undefined) continue;
    const { possible, dodged } = await follow(world, moves.slice(0, index), false);
    const hint = dodged
      ? `    ${dodgedIn(dodged)}`
      : `    Possible there: ${possible.join('; ') || 'nothing'}.`;
    throw new ScheduleError(`Move ${index + 1}: ${problem}\n${hint}`);
  }
}

function told(
  world: AnyWorld,
  moves: readonly string[],
  steps: readonly Step[],
  end: string | undefined,
): Omit<Schedule, 'wrong'> {
  const published = track(world.events).map(({ channel, sequence }) => {
    return { kind: 'published', client: 'publisher', channel, sequence, at: 0 } as const;
  });
  const happened: Run = { happened: [...published, ...steps] };
  const sentences = [story(happened), ...(end === undefined ? [] : [end])];
  return { moves: moves.join('; '), steps, run: happened, story: sentences.join(' ') };
}

function ending(wrong: string | undefined): string | undefined {
  return wrong === undefined ? undefined : `In the end: ${wrong}.`;
}

/** `Dodged at move 5, "write": possible was read; b read.`, of other code than the moves were found on. */
export function dodgedIn(dodged: Dodged): string {
  const { at, move, possible } = dodged;
  const instead =
    possible.length === 0 ? 'nothing was left to happen' : `possible was ${possible.join('; ')}`;
  return ambiguityIn(dodged) ?? `Dodged at move ${at}, "${move}": ${instead}.`;
}

/** `Move 5, "write", cannot happen there: possible is read; b read.`, of the very code that the moves are for. */
export function impossibleIn(dodged: Dodged): string {
  const { at, move, possible } = dodged;
  const instead =
    possible.length === 0 ? 'nothing is left to happen' : `possible is ${possible.join('; ')}`;
  return ambiguityIn(dodged) ?? `Move ${at}, "${move}", cannot happen there: ${instead}.`;
}

function ambiguityIn({ at, move, meanings }: Dodged): string | undefined {
  if (meanings.length === 0) return undefined;
  return `Move ${at}, "${move}", could be ${meanings.map((each) => `"${each}"`).join(' or ')}.`;
}
