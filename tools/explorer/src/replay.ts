import type { Run } from '@workbook/history';
import { story } from '@workbook/timeline';
import { Given } from './choices';
import { ScheduleRun } from './schedule-run';
import type { AnyWorld, SmallWorld } from './small-world';
import type { Tables } from './table';
import type { Step } from './step';
import { decisionsOf, tokenOf } from './token';
import { track } from './tracked';

/** One schedule, with all that happened in it. */
export interface Schedule {
  /** Gives this schedule to `replay`. */
  readonly token: string;
  readonly steps: readonly Step[];
  /** The steps as the timeline draws them, after the publishing of the events. */
  readonly run: Run;
  /** What is wrong in the end; undefined if it is safe. */
  readonly wrong: string | undefined;
  /** The same in a few sentences, the last of them what is wrong. */
  readonly story: string;
}

/**
 * Runs the one schedule that `token` stands for, whatever the handler does by now.
 *
 * @throws if the token is none, or belongs to another world; if the handler goes another way by now
 */
export async function replay<Data, All extends Tables>(
  world: SmallWorld<Data, All>,
  token: string,
): Promise<Schedule> {
  const any = world as unknown as AnyWorld;
  return watch(any, decisionsOf(any, token));
}

/** Runs one schedule and writes everything down. */
export async function watch(world: AnyWorld, decisions: readonly number[]): Promise<Schedule> {
  const steps: Step[] = [];
  const outcome = await new ScheduleRun(world, new Given(decisions), (step) =>
    steps.push(step),
  ).outcome();
  const wrong = outcome?.wrong;
  const token = tokenOf(world, decisions);
  const run = runOf(world, steps);
  const end = wrong === undefined ? [] : [`In the end: ${wrong}.`];
  return { token, steps, run, wrong, story: [story(run), ...end].join(' ') };
}

function runOf(world: AnyWorld, steps: readonly Step[]): Run {
  const published = track(world.events).map(({ channel, sequence }) => {
    return { kind: 'published', client: 'publisher', channel, sequence, at: 0 } as const;
  });
  return { happened: [...published, ...steps] };
}
