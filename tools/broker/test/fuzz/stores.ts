import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { StoreError, type SubscriptionState } from '../../src/store/store';
import { Random } from '@workbook/random';
import { contentsOf, digestOf, restore } from '../store/folder';
import { DAMAGES, type Files, type Target } from './damages';
import {
  emptied,
  type LeftStore,
  leftStores,
  openedStore,
  type Seen,
  seenIn,
} from './store-session';
import { targetsIn } from './targets';

/** How many different stores the damages of each kind are spread over, at least. */
const STORES = 40;

/** What became of damaged stores, and how many of them. */
export interface Outcomes {
  /** With the file and what is wrong, and left as they were. */
  refused: number;
  /** Something half written was cut off, and nothing else is missing. */
  cut: number;
  /** Everything is there. */
  harmless: number;
}

/** By what was damaged: `killed, state.log, marks`. */
export type DamageReport = Map<string, Outcomes>;

/**
 * Damages stores of stopped and of killed servers, each in one way, and opens them.
 *
 * @param damages how many for each kind of file and of record, at least
 * @param seed the same one damages the same
 * @throws at the first that is neither refused, nor cut off at its end, nor harmless
 */
export async function fuzzStores(damages: number, seed: number): Promise<DamageReport> {
  const random = new Random(seed);
  const report: DamageReport = new Map();
  const perStore = Math.ceil(damages / STORES);
  const isEnough = (): boolean => [...report.values()].every((one) => countOf(one) >= damages);
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'fuzz-store-'));
  try {
    while (report.size === 0 || !isEnough()) {
      for (const left of await undamaged(dir, random)) {
        for (const [kind, targets] of targetsIn(left.files)) {
          const label = `${left.how}, ${kind}`;
          const outcomes = report.get(label) ?? { refused: 0, cut: 0, harmless: 0 };
          report.set(label, outcomes);
          const rest = Math.min(perStore, damages - countOf(outcomes));
          for (let count = 0; count < rest; count++) {
            outcomes[await damaged(dir, left, random.pick(targets), random)] += 1;
          }
        }
      }
    }
  } finally {
    fs.rmSync(dir, { recursive: true });
  }
  return report;
}

export function countOf({ refused, cut, harmless }: Outcomes): number {
  return refused + cut + harmless;
}

interface Undamaged extends LeftStore {
  readonly whole: Seen;
}

async function undamaged(dir: string, random: Random): Promise<Undamaged[]> {
  const lefts: Undamaged[] = [];
  for (const left of await leftStores(emptied(dir), random)) {
    const found = await opened(dir, left.files, 'undamaged');
    if (typeof found === 'string') throw new Error(`not damaged, and refused: ${found}`);
    lefts.push({ ...left, whole: found.seen });
  }
  return lefts;
}

async function damaged(
  dir: string,
  left: Undamaged,
  target: Target,
  random: Random,
): Promise<keyof Outcomes> {
  const files: Files = new Map(left.files);
  const { what, wasState } = damage(files, target, random);
  const where = `${left.how}, ${what}`;
  const found = await opened(dir, files, where);
  if (typeof found === 'string') return 'refused';
  const lost = difference(found.seen, left, wasState);
  if (lost !== undefined) throw new Error(`${where}: taken, and ${lost}`);
  return found.warnings.length > 0 ? 'cut' : 'harmless';
}

function damage(files: Files, target: Target, random: Random): { what: string; wasState: boolean } {
  for (;;) {
    const kind = random.pick(Object.keys(DAMAGES));
    const what = DAMAGES[kind]!(files, target, random);
    if (what) return { what: `${kind} ${what}`, wasState: what.includes('state.log') };
  }
}

/** @returns what is seen in a store of `files`, or why it is refused @throws if that is no refusal */
async function opened(
  dir: string,
  files: Files | LeftStore['files'],
  where: string,
): Promise<{ seen: Seen; warnings: string[] } | string> {
  restore(dir, files);
  const warnings: string[] = [];
  try {
    const store = await openedStore(dir, (text) => warnings.push(text));
    const seen = seenIn(store);
    await store.close();
    return { seen, warnings };
  } catch (error) {
    if (!(error instanceof StoreError) || !error.message.includes(dir)) {
      throw new Error(`${where}: ${String(error)}`, { cause: error });
    }
    if (!isDeepStrictEqual(digestOf(contentsOf(dir)), digestOf(files))) {
      throw new Error(`${where}: refused, and something was changed`, { cause: error });
    }
    return error.message;
  }
}

/**
 * What is missing or another. A killed server's state log may lack the last of what it need not keep, and
 * a file of messages those of the last second.
 */
function difference(found: Seen, left: Undamaged, wasState: boolean): string | undefined {
  const { whole } = left;
  if (whole.clients !== found.clients) return `clients are ${found.clients}`;
  const mayLackMarks = wasState && left.how !== 'stopped';
  const shown = (all: readonly SubscriptionState[]): unknown =>
    mayLackMarks ? all.map(({ id, inbox, isActive }) => ({ id, inbox, isActive })) : all;
  if (!isDeepStrictEqual(shown(whole.subscriptions), shown(found.subscriptions))) {
    return `subscriptions are ${JSON.stringify(found.subscriptions)}`;
  }
  for (const [name, { first, messages }] of whole.channels) {
    const other = found.channels.get(name);
    if (!other) return `the channel ${name} is gone`;
    // Of drops, too, the last may be lost: those messages are there again.
    const skipped = first - other.first;
    if (skipped < 0 || (skipped > 0 && !mayLackMarks)) return `${name} begins at ${other.first}`;
    const there = other.messages.slice(skipped);
    if (first + there.length - 1 < (left.said.get(name) ?? 0)) return `${name} lost messages`;
    if (!isDeepStrictEqual(messages.slice(0, there.length), there)) return `${name} is another`;
    if (left.how === 'stopped' && there.length < messages.length) return `${name} lost messages`;
  }
  return undefined;
}
