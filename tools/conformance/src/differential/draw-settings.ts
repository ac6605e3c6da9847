import type { Random } from './random';
import { HEARTBEAT_TIMEOUT_MS } from './expectations';
import type { Settings, Theme } from './step';

/** Drawn limits are small: they are met within a session. */
export function drawSettings(
  random: Random,
  theme: Theme,
  store: Settings['store'] | undefined,
): Settings {
  const file = theme === 'restarts' ? !random.oneIn(3) : random.oneIn(3);
  const flags: string[] = [];
  const isLimited = theme === 'limits';
  // Not when what was sent at once comes again: no server has a rule for which of the two is first.
  const maxAge = isLimited && random.oneIn(4) ? random.between(2, 3) + 0.5 : 0;
  const maxInactivity = isLimited && random.oneIn(4) ? random.between(2, 3) : 0;
  const heartbeats = random.oneIn(theme === 'clients' ? 3 : 25) ? random.between(2, 3) : 0;
  if (isLimited && random.oneIn(2)) flags.push('-mm', String(random.between(1, 6)));
  if (isLimited && random.oneIn(3)) flags.push('-mb', String(random.between(1, 600)));
  if (isLimited && random.oneIn(4)) flags.push('-mc', String(random.between(2, 3)));
  if (isLimited && random.oneIn(3)) flags.push('-msu', String(random.between(1, 4)));
  if (maxAge > 0) flags.push('-ma', `${maxAge}s`);
  if (maxInactivity > 0) flags.push('-mi', `${maxInactivity}s`);
  if (random.oneIn(theme === 'durables' ? 3 : 12)) flags.push('--replace_durable');
  if (heartbeats > 0) {
    flags.push('-hbi', `${heartbeats}s`, '-hbt', `${HEARTBEAT_TIMEOUT_MS}ms`);
    // On a busy machine one answer may be late, and nobody is to be given up for that.
    flags.push('-hbf', String(random.between(1, 2)));
  }
  return {
    theme,
    store: store ?? (file ? 'file' : 'memory'),
    flags,
    maxAge,
    maxInactivity,
    heartbeats,
  };
}
