import type { Run } from '../run';
import { counted, list } from '../words';
import { waitsOf } from '../layout/waits';
import { Teller } from './teller';

/** A story of more sentences has its middle counted instead. */
const MOST = 9;

/**
 * Tells a run in a few sentences: what was published, who acknowledged what at once, everything that
 * did not go as one would expect, in order, and what was left open.
 */
export function story(run: Run): string {
  const teller = new Teller(run);
  const troubles = run.happened.flatMap((event) => teller.tell(event) ?? []);
  const open = teller.open;
  const end =
    open.length === 0
      ? []
      : [`${list(open)} ${open.length === 1 ? 'was' : 'were'} never acknowledged.`];
  return [...published(run), ...smooth(run), ...shortened(troubles), ...end].join(' ');
}

/** `4 messages were published to order:updated.` */
function published({ happened, names = {} }: Run): string[] {
  const counts = new Map<string, number>();
  for (const { channel } of happened.filter((event) => event.kind === 'published'))
    counts.set(channel, (counts.get(channel) ?? 0) + 1);
  return [...counts].map(([channel, count]) => {
    const were = count === 1 ? 'was' : 'were';
    return `${counted(count, 'message')} ${were} published to ${names[channel] ?? channel}.`;
  });
}

/** `payments-1 acknowledged #1 and #3, payments-2 #2 and #4.` */
function smooth({ happened, names = {} }: Run): string[] {
  const byClient = new Map<string, number[]>();
  const again = new Set(happened.filter((event) => event.kind === 'redelivered').map(messageOf));
  for (const { passage, outcome } of waitsOf(happened)) {
    if (outcome !== 'acknowledged' || again.has(messageOf(passage))) continue;
    const { client, sequence } = passage;
    byClient.set(client, [...(byClient.get(client) ?? []), sequence]);
  }
  const parts = [...byClient].map(([client, sequences], index) => {
    const verb = index === 0 ? ' acknowledged' : '';
    return `${names[client] ?? client}${verb} ${list(ranges(sequences))}`;
  });
  return parts.length === 0 ? [] : [`${parts.join('; ')}.`];
}

/** `#1`, or `#3 to #20` for a row of at least three. */
function ranges(sequences: readonly number[]): string[] {
  const sorted = [...new Set(sequences)].sort((one, other) => one - other);
  const found: [number, number][] = [];
  for (const sequence of sorted) {
    const last = found.at(-1);
    if (last?.[1] === sequence - 1) last[1] = sequence;
    else found.push([sequence, sequence]);
  }
  return found.flatMap(([first, last]) => {
    if (last - first >= 2) return [`#${first} to #${last}`];
    return first === last ? [`#${first}`] : [`#${first}`, `#${last}`];
  });
}

function shortened(sentences: readonly string[]): string[] {
  if (sentences.length <= MOST) return [...sentences];
  const [head, tail] = [sentences.slice(0, 5), sentences.slice(-3)];
  const left = sentences.length - head.length - tail.length;
  return [...head, `(${counted(left, 'more event')} of this kind.)`, ...tail];
}

function messageOf({ channel, sequence }: { channel: string; sequence: number }): string {
  return `${channel} #${sequence}`;
}
