import { drawSession } from './draw';
import { simpler, simplerSettings } from './simpler';
import type { Session, Settings } from './step';

/** A step of a drawn session, and which of the simpler ones was taken, time after time. */
export interface Kept {
  readonly index: number;
  readonly choices: readonly number[];
}

/** A session as what was drawn from a seed and what is left of it. */
export interface Shrunk {
  readonly seed: number;
  readonly store: Settings['store'] | undefined;
  /** How it is started: which of the simpler ways was taken, time after time. */
  readonly settings: readonly number[];
  readonly kept: readonly Kept[];
}

export function whole(seed: number, store: Settings['store'] | undefined): Shrunk {
  const { steps } = drawSession(seed, store);
  return { seed, store, settings: [], kept: steps.map((_, index) => ({ index, choices: [] })) };
}

export function sessionOf({ seed, store, settings, kept }: Shrunk): Session {
  const drawn = drawSession(seed, store);
  return {
    settings: settings.reduce((taken, choice) => simplerSettings(taken)[choice]!, drawn.settings),
    steps: kept.map(({ index, choices }) =>
      choices.reduce((step, choice) => simpler(step)[choice]!, drawn.steps[index]!),
    ),
  };
}

/** `12`, the whole session of a seed, or `12@0:1,4.2,7`: settings made simpler once, three steps left, one simpler. */
export function printedToken({ seed, settings, kept }: Shrunk): string {
  const steps = kept.map(({ index, choices }) => [index, ...choices].join('.'));
  return `${seed}${settings.length > 0 ? `@${settings.join('.')}` : ''}:${steps.join(',')}`;
}

/** @throws if `text` is not a token */
export function parsedToken(text: string, store: Settings['store'] | undefined): Shrunk {
  const [, seed, settings, steps] = /^(\d+)(?:@([\d.]+))?(?::([\d.,]+))?$/.exec(text) ?? [];
  if (seed === undefined)
    throw new Error(
      `${text} names no session.\n    npm run differential -- --replay 12      shows that of seed 12`,
    );
  const all = whole(Number(seed), store);
  return {
    ...all,
    settings: settings?.split('.').map(Number) ?? [],
    kept:
      steps?.split(',').map((step) => {
        const [index = 0, ...choices] = step.split('.').map(Number);
        return { index, choices };
      }) ?? all.kept,
  };
}
