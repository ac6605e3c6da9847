import { type Place, printed } from './place';

/** One thing that is seen of a server: texts in the order in which they were heard, or what a field shows. */
export interface Seen {
  readonly place: Place;
  readonly value: unknown;
}

/** Where two servers are not the same. */
export interface Difference {
  readonly place: Place;
  /** Undefined where nothing is. */
  readonly values: readonly [unknown, unknown];
}

export function differencesOf(seen: readonly [readonly Seen[], readonly Seen[]]): Difference[] {
  const [one, other] = [byPlace(seen[0]), byPlace(seen[1])];
  return [...new Map([...one, ...other])]
    .map(([key, { place }]): Difference => {
      return { place, values: [one.get(key)?.value, other.get(key)?.value] };
    })
    .filter(({ place, values: [value, another] }) => {
      return printedValue(place, value) !== printedValue(place, another);
    });
}

/** For the terminal; empty where nothing is. */
export function printedValue(place: Place, value: unknown): string {
  if (value === undefined) return '';
  return 'what' in place && Array.isArray(value) ? value.join(', ') : JSON.stringify(value);
}

function byPlace(seen: readonly Seen[]): Map<string, Seen> {
  return new Map(seen.map((one) => [printed(one.place), one]));
}
