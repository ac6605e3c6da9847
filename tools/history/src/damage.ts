import type { HistoryEvent, Of } from './event';
import type { Run } from './run';

/** True for what may stand in a field. */
type Check<Value> = (value: unknown) => value is Value;

/** A check for each field of `Event`, without which this does not compile; a row may be anything. */
type Checks<Event> = {
  readonly [Field in Exclude<keyof Event, 'kind' | 'row'>]-?: Check<Event[Field]>;
};

const text: Check<string> = (value) => typeof value === 'string';
const count: Check<number> = (value): value is number => Number.isSafeInteger(value);
const textIfAny = (value: unknown): value is string | undefined =>
  value === undefined || text(value);
const trueIfAny = (value: unknown): value is true | undefined =>
  value === undefined || value === true;
const oneOf =
  <Word extends string>(...words: Word[]): Check<Word> =>
  (value): value is Word =>
    words.some((word) => word === value);

const client = { client: text };
const passage = { client: text, channel: text, sequence: count, subscription: count };
const membership = {
  client: text,
  channel: text,
  subscription: count,
  group: textIfAny,
  durableName: text,
};
const ended = { ...membership, how: oneOf('close', 'unsubscribe', 'client gone', 'replaced') };
const access = { ...passage, table: text, id: text };

const EVENTS: { readonly [Kind in HistoryEvent['kind']]: Checks<Of<Kind, HistoryEvent>> } = {
  connected: client,
  closed: { ...client, why: oneOf('asked', 'replaced', 'given up') },
  'heartbeat sent': client,
  'heartbeat answered': client,
  'heartbeat missed': { ...client, failures: count },
  subscribed: membership,
  resumed: membership,
  suspended: ended,
  removed: ended,
  'connection refused': { ...client, why: text },
  'subscription refused': { ...client, channel: text, why: text },
  'publish refused': { ...client, channel: text, why: text },
  published: { client: text, channel: text, sequence: count },
  delivered: passage,
  redelivered: { ...passage, count },
  acknowledged: passage,
  expired: passage,
  handling: passage,
  loaded: access,
  saved: { ...access, atomic: trueIfAny },
  refused: access,
  'ack lost': passage,
  left: passage,
  failed: { ...passage, why: text },
  crashed: { ...client, when: text },
  killed: client,
  disconnected: client,
  reconnected: client,
  restarted: { client: oneOf(''), store: oneOf('kept', 'lost') },
  note: { ...client, text },
};

type Fields = Readonly<Record<string, unknown>>;

/**
 * What is wrong with what the file of a kept run held, as a sentence without a full stop.
 *
 * @param kept what its JSON says; undefined if it could not be read
 * @returns undefined if it is a `Kept`
 */
export function damageOf(kept: unknown): string | undefined {
  if (!isFields(kept)) return 'it is not the JSON of a kept run';
  if (!text(kept.test)) return 'it does not name its test';
  return kept.run === undefined ? undefined : damageOfRun(kept.run);
}

function damageOfRun(run: unknown): string | undefined {
  if (!isFields(run) || !Array.isArray(run.happened)) return 'its run is no list of events';
  for (const part of ['names', 'messages'] satisfies (keyof Run)[])
    if (!isTexts(run[part])) return `the "${part}" of its run are no texts`;
  for (const [index, event] of run.happened.entries()) {
    const damage = damageOfEvent(event);
    if (damage !== undefined) return `event ${index + 1} of its run ${damage}`;
  }
  return undefined;
}

function damageOfEvent(event: unknown): string | undefined {
  if (!isFields(event) || !text(event.kind)) return 'has no kind';
  const { kind } = event;
  if (!Object.hasOwn(EVENTS, kind)) return `is of no kind that there is: "${kind}"`;
  const checks = Object.entries<Check<unknown>>({
    ...EVENTS[kind as keyof typeof EVENTS],
    at: isTime,
  });
  const wrong = checks.find(([field, check]) => !check(event[field]));
  return wrong && `is "${kind}", and what it says as "${wrong[0]}" is wrong or missing`;
}

function isTime(value: unknown): value is number {
  return Number.isFinite(value);
}

function isTexts(value: unknown): boolean {
  return value === undefined || (isFields(value) && Object.values(value).every(text));
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
