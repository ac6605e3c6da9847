import fs from 'node:fs';
import path from 'node:path';
import type { Lab } from '@workbook/exam';
import type { SmallWorld, Tables } from '@workbook/testkit/schedules';
import { next } from '../advice';
import { WorkbookError } from '../error';

/** A small world, whatever is in it. */
export type World = SmallWorld<unknown, Tables>;

/** Where a lab has its worlds, in its folder. */
const FILE = path.join('test', 'worlds.ts');

/**
 * The small worlds of a lab, by name: what its `test/worlds.ts` exports as `worlds`.
 *
 * @throws WorkbookError if it has none
 */
export async function worldsOf({ folder, number, title }: Lab): Promise<Record<string, World>> {
  const file = path.join(folder, FILE);
  if (fs.existsSync(file))
    return ((await import(file)) as { worlds: Record<string, World> }).worlds;
  throw new WorkbookError(
    `Lab ${number}, ${title}, has no small worlds to play in.\n${next('npm start', 'shows the labs')}`,
  );
}

/** Of one, and of several. */
const FAULTS: Readonly<Record<keyof NonNullable<World['faults']>, readonly [string, string]>> = {
  crashes: ['crash', 'crashes'],
  lostAcks: ['lost ack', 'lost acks'],
  duplicates: ['early redelivery', 'early redeliveries'],
  failures: ['failure of the database', 'failures of the database'],
};

/** `2 copies of accounts, one event at a time each; may happen: 1 crash`. */
export function inWords({ name = 'copy', copies = 2, maxInFlight, faults = {} }: World): string {
  const window =
    maxInFlight === undefined
      ? ''
      : maxInFlight === 1
        ? `, one event at a time${copies === 1 ? '' : ' each'}`
        : `, up to ${maxInFlight} un-acked events${copies === 1 ? '' : ' each'}`;
  const limits = Object.entries(faults)
    .filter(([, times]) => times > 0)
    .map(([kind, times]) => `${times} ${FAULTS[kind as keyof typeof FAULTS][times === 1 ? 0 : 1]}`);
  const who = `${copies} ${copies === 1 ? 'copy' : 'copies'} of ${name}`;
  return `${who}${window}; may go wrong: ${limits.join(', ') || 'nothing'}`;
}
