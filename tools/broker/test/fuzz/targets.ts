import type { Change } from '../../src/store/file/state';
import { bodyOf, recordsIn, type Target } from './damages';

/** What there is to damage in a store, by kind: `state.log, marks`. */
export function targetsIn(files: ReadonlyMap<string, Buffer>): ReadonlyMap<string, Target[]> {
  const targets = new Map<string, Target[]>();
  for (const [name, bytes] of files) {
    const byKind = name === 'state.log' ? stateRecords(bytes) : otherRecords(name, bytes);
    for (const [kind, records] of byKind) {
      const of = targets.get(kind) ?? [];
      targets.set(kind, [...of, { name, records }]);
    }
  }
  return targets;
}

type ByKind = ReadonlyMap<string, Target['records'][number][]>;

/** A record of the state log is of the kind of each of its changes. */
function stateRecords(bytes: Buffer): ByKind {
  const byKind = new Map<string, Target['records'][number][]>();
  const [heading, all, ...rest] = recordsIn(bytes);
  byKind.set('state.log, heading', [heading!]);
  byKind.set('state.log, all at its start', [all!]);
  for (const record of rest) {
    const changes = JSON.parse(bodyOf(bytes, record).toString()) as readonly Change[];
    for (const kind of new Set(changes.map((change) => `state.log, ${change.kind}`))) {
      byKind.set(kind, [...(byKind.get(kind) ?? []), record]);
    }
  }
  if (rest.length > 0) byKind.set('state.log, its last record', [rest.at(-1)!]);
  return byKind;
}

function otherRecords(name: string, bytes: Buffer): ByKind {
  const records = recordsIn(bytes);
  if (name === 'closed') return new Map([['record of the stop', records]]);
  if (records.length === 0) return new Map([['messages, a file without any', []]]);
  const [which] = /[^/\\]+$/.exec(name)!;
  const file = which === '1.log' ? 'first file' : 'later file';
  return new Map([
    [`messages, ${file}`, records],
    [`messages, ${file}, its last record`, [records.at(-1)!]],
  ]);
}
