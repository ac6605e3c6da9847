/** What is seen of a server, each thing under a key. */
export type Lines = ReadonlyMap<string, string>;

/** Where two servers are not the same. */
export interface Difference {
  readonly key: string;
  readonly values: readonly [string, string];
}

export function differencesOf([one, other]: readonly [Lines, Lines]): Difference[] {
  const keys = [...new Set([...one.keys(), ...other.keys()])];
  return keys
    .map((key) => ({ key, values: [one.get(key) ?? '', other.get(key) ?? ''] as const }))
    .filter(({ values }) => values[0] !== values[1]);
}
