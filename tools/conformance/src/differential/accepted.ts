import type { Difference } from './run';
import type { Session, Step } from './step';

interface Known {
  /** Why it is as it should be. */
  readonly reason: string;
  /** @param steps those that were done, up to the one after which the servers differ */
  readonly covers: (differences: readonly Difference[], steps: readonly Step[]) => boolean;
}

/** Differences that are meant to be: CONFORMANCE.md lists them. The session is over with one of them. */
const KNOWN: readonly Known[] = [
  {
    reason: 'the real server had more acks on disk when it was killed: a buffer of it was full',
    covers: (differences, steps) => isKill(steps) && differences.every(isMoreToSend),
  },
  {
    reason: 'the real server forgot when it was killed that a durable had come back',
    covers: (differences, steps) =>
      isKill(steps) && hasReturningDurable(steps) && differences.some(isOfflineThere),
  },
];

/** @returns why the servers may differ after the `compared` first steps; undefined if they may not */
export function accepted(
  differences: readonly Difference[],
  { steps }: Session,
  compared: number,
): string | undefined {
  const done = steps.slice(0, compared);
  return KNOWN.find(({ covers }) => covers(differences, done))?.reason;
}

function isKill(steps: readonly Step[]): boolean {
  const last = steps.at(-1);
  return last?.do === 'restart' && last.signal === 'SIGKILL';
}

/** Ours sends more again than the real one does, and never less. */
function isMoreToSend({ key, values: [real, ours] }: Difference): boolean {
  if (key.endsWith(' pending_count')) return Number(ours) > Number(real);
  if (key.endsWith(' last_sent')) return Number(ours) < Number(real);
  return /^serverz out_(msgs|bytes)$| is_stalled$/.test(key);
}

function hasReturningDurable(steps: readonly Step[]): boolean {
  const seen = new Set<string>();
  return steps.some((step) => {
    if (step.do !== 'subscribe' || step.durable === '' || step.queue !== '') return false;
    const name = JSON.stringify([step.slot, step.channel, step.durable]);
    return seen.size === seen.add(name).size;
  });
}

function isOfflineThere({ key, values: [real] }: Difference): boolean {
  return key.endsWith(' is_offline') && real === 'true';
}
