import type { Happened } from '@workbook/history';

const TROUBLES: ReadonlySet<Happened['kind']> = new Set([
  'connection refused',
  'subscription refused',
  'publish refused',
  'refused',
  'failed',
  'left',
  'ack lost',
  'crashed',
  'killed',
  'disconnected',
  'restarted',
  'note',
] as const);

/** True for what may be the reason that a run goes wrong: no picture and no story leaves it out. */
export function isTrouble(event: Happened): boolean {
  return (
    TROUBLES.has(event.kind) ||
    (event.kind === 'closed' && event.why !== 'asked') ||
    ((event.kind === 'removed' || event.kind === 'suspended') && event.how !== 'client gone')
  );
}

/** What a client was told, as words go on after a colon: the prefix of the library says nothing here. */
export function reason(why: string): string {
  return why.replace(/^stan: /, '').replace(/\.$/, '');
}
