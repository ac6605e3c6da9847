import { simpler, simplerSettings } from './simpler';
import { sessionOf, type Shrunk } from './token';

/** @returns true if the session still shows what is looked for */
export type Shows = (shrunk: Shrunk) => Promise<boolean>;

/** So many are tried at the same time: the first of them that shows it is taken. */
const AT_ONCE = 6;
const SETTINGS = -1;

/** Leaves out steps, then makes what is left simpler, as long as it still shows. */
export async function shrink(shrunk: Shrunk, shows: Shows): Promise<Shrunk> {
  const shorter = await leaveOut(shrunk, shows);
  const plainer = await simplify(shorter, shows);
  return plainer === shorter ? shorter : leaveOut(plainer, shows);
}

async function leaveOut(shrunk: Shrunk, shows: Shows): Promise<Shrunk> {
  let best = shrunk;
  for (
    let size = Math.ceil(best.kept.length / 2);
    size >= 1;
    size = size > 1 ? Math.ceil(size / 2) : 0
  ) {
    for (let end = best.kept.length; end > 0;) {
      const candidates: { readonly start: number; readonly shrunk: Shrunk }[] = [];
      for (let at = end; at > 0 && candidates.length < AT_ONCE; at -= size) {
        const start = Math.max(0, at - size);
        const kept = [...best.kept.slice(0, start), ...best.kept.slice(at)];
        candidates.push({ start, shrunk: { ...best, kept } });
      }
      const found = await firstThat(candidates, (candidate) => shows(candidate.shrunk));
      if (found) best = found.shrunk;
      end = (found ?? candidates.at(-1)!).start;
    }
  }
  return best;
}

async function simplify(shrunk: Shrunk, shows: Shows): Promise<Shrunk> {
  let best = shrunk;
  for (let position = SETTINGS; position < best.kept.length;) {
    const found = await firstThat(plainer(best, position), shows);
    if (found) best = found;
    else position += 1;
  }
  return best;
}

/** Each with one thing less that could matter: in the step at `position`, or before the first, in the settings. */
function plainer(shrunk: Shrunk, position: number): Shrunk[] {
  const { settings, steps } = sessionOf(shrunk);
  if (position === SETTINGS) {
    return simplerSettings(settings).map((_, choice) => ({
      ...shrunk,
      settings: [...shrunk.settings, choice],
    }));
  }
  return simpler(steps[position]!).map((_, choice) => ({
    ...shrunk,
    kept: shrunk.kept.map((kept, index) =>
      index === position ? { ...kept, choices: [...kept.choices, choice] } : kept,
    ),
  }));
}

async function firstThat<T>(
  candidates: readonly T[],
  shows: (candidate: T) => Promise<boolean>,
): Promise<T | undefined> {
  for (let from = 0; from < candidates.length; from += AT_ONCE) {
    const some = candidates.slice(from, from + AT_ONCE);
    const results = await Promise.all(some.map(shows));
    const index = results.indexOf(true);
    if (index >= 0) return some[index];
  }
  return undefined;
}
