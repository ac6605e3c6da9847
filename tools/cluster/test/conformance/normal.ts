/** What is different at every start, by the name of its field; a word stands in its place. */
const VARYING: Readonly<Record<string, string>> = {
  uid: '<uid>',
  resourceVersion: '<version>',
  continue: '<place>',
  creationTimestamp: '<time>',
  deletionTimestamp: '<time>',
  startTime: '<time>',
  clusterIP: '<address>',
  serverAddress: '<address>',
};
/** Who changed which field: the pocket cluster keeps no account of that. */
const LEFT_OUT = ['managedFields'];
/** And within messages. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  // All headers of the request, as the real server holds them.
  [/: http\.Header\{.*\}/g, ''],
  [/too old resource version: \d+ \(\d+\)/g, 'too old resource version: <version>'],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uid>'],
];

/** A value as it is compared: what must vary is replaced, keys are in their order. */
export function normal(value: unknown): unknown {
  if (typeof value === 'string') return words(value);
  if (Array.isArray(value)) return value.map(normal);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key, part]) => part !== undefined && !LEFT_OUT.includes(key),
  );
  return Object.fromEntries(
    entries
      .map(([key, part]) => [key, replaced(key, part)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function replaced(key: string, value: unknown): unknown {
  if (key === 'clusterIPs') return ['<address>'];
  const word = VARYING[key];
  return word !== undefined && typeof value === 'string' && value !== '' ? word : normal(value);
}

/** A text, with a word for what must vary in it. */
export function words(text: string): string {
  return WORDS.reduce((rest, [pattern, word]) => rest.replace(pattern, word), text);
}
