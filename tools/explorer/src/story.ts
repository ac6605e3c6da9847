import { list, nameOf } from '@workbook/history';
import type { Step } from './step';

/** What happened, in sentences: one for each time that a copy gets on with a message. */
export function story(steps: readonly Step[], wrong: string | undefined): string {
  const sentences: string[] = [];
  let last: Step | undefined;
  let phrases: string[] = [];
  const close = (): void => {
    if (phrases.length > 0) sentences.push(`${list(phrases)}.`);
    phrases = [];
  };
  for (const step of steps) {
    const says = phrase(step);
    if (says === undefined) continue;
    const goesOn =
      last?.client === step.client &&
      last.sequence === step.sequence &&
      last.channel === step.channel;
    if (!goesOn || step.kind === 'redelivered') {
      close();
      phrases.push(opening(step, says));
    } else phrases.push(says);
    last = step;
  }
  close();
  if (wrong !== undefined) sentences.push(`In the end: ${wrong}.`);
  return sentences.join(' ');
}

function opening(step: Step, says: string): string {
  if (step.kind === 'redelivered')
    return `After its ackWait, ${nameOf(step)} is sent again, to ${step.client}, which gets it for the ${nth(step.count + 1)} time`;
  if (step.kind === 'delivered') return `${step.client} ${says}`;
  return `${step.client} goes on with #${step.sequence}: it ${says}`;
}

/** What the copy does; undefined for what the sentence says anyway. */
function phrase(step: Step): string | undefined {
  switch (step.kind) {
    case 'delivered':
      return `takes ${nameOf(step)}`;
    case 'redelivered':
      return '';
    case 'handling':
    case 'expired':
      return undefined;
    case 'loaded':
      return step.row === undefined
        ? `finds no ${step.id} in ${step.table}`
        : `loads ${step.table} ${step.id}${contents(step.row)}`;
    case 'saved':
      return `saves ${step.table} ${step.id}${contents(step.row)}`;
    case 'refused':
      return `may not write ${step.table} ${step.id}`;
    case 'acknowledged':
      return 'acknowledges it';
    case 'ack lost':
      return 'acknowledges it, but the ack is lost';
    case 'left':
      return 'leaves it un-acked';
    case 'failed':
      return `fails (${step.why})`;
    case 'crashed':
      return `crashes ${step.when}`;
  }
}

/** ` (balance 100, last 2)` for a row that is short and flat. */
function contents(row: unknown): string {
  const fields = Object.entries(row as object);
  const isFlat = fields.every(([, value]) => typeof value !== 'object');
  if (!isFlat || fields.length === 0 || fields.length > 3) return '';
  return ` (${fields.map(([name, value]) => `${name} ${String(value)}`).join(', ')})`;
}

function nth(count: number): string {
  return ['first', 'second', 'third'][count - 1] ?? `${count}th`;
}
