import type { Difference } from './difference';
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
    covers: (differences, steps) =>
      isKill(steps) && differences.every(isMoreToSend) && differences.some(isMorePending),
  },
  {
    reason: 'the real server forgot when it was killed that a durable had come back',
    covers: (differences, steps) => {
      const keys = keysOfReturned(steps);
      const isOfReturned = ({ key }: Difference): boolean =>
        keys.some((start) => key.startsWith(start));
      return (
        isKill(steps) &&
        differences.some((one) => isOfReturned(one) && isOfflineThere(one)) &&
        differences.every((one) => isOfReturned(one) || isMoreToSend(one))
      );
    },
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

function isMorePending({ key, values: [real, ours] }: Difference): boolean {
  if (key.endsWith(' pending_count')) return Number(ours) > Number(real);
  return key.endsWith(' last_sent') && Number(ours) < Number(real);
}

/** Ours sends more again than the real one does, and never less; and what follows from that. */
function isMoreToSend(difference: Difference): boolean {
  const { key, values } = difference;
  const [real, ours] = values.map(Number) as [number, number];
  if (/^serverz out_(msgs|bytes)$/.test(key)) return ours > real;
  if (key.endsWith(' is_stalled')) return values[1] === 'true';
  return isMorePending(difference);
}

/** How the keys begin of durables that came back, and of the clients to which they did. */
function keysOfReturned(steps: readonly Step[]): string[] {
  const clients = new Map<number, string>();
  const durables = new Map<string, string[]>();
  for (const step of steps) {
    if (step.do === 'connect') clients.set(step.slot, step.id);
    if (step.do !== 'subscribe' || step.durable === '' || step.queue !== '') continue;
    const client = clients.get(step.slot) ?? '';
    const [channel, name] = [JSON.stringify(step.channel), `s${step.sub}`];
    const durable = JSON.stringify([client, channel, step.durable]);
    const keys = [
      `clientsz ${client} subs_count`,
      `clientsz ${client} ${channel} ${name} `,
      `channelsz ${channel} ${name} `,
    ];
    durables.set(durable, [...(durables.get(durable) ?? []), ...keys]);
  }
  // Three keys for each time that it came.
  return [...durables.values()].filter(({ length }) => length > 3).flat();
}

function isOfflineThere({ key, values: [real] }: Difference): boolean {
  return key.endsWith(' is_offline') && real === 'true';
}
