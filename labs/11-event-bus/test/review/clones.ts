const foreign = globalThis.structuredClone;

/**
 * jest hands on the structuredClone() of Node, whose objects have another Object.prototype than those of a test: a
 * strict comparison of node:assert tells the two apart, where there is one Object outside of jest.
 */
export function clonesOfThisRealm(): void {
  beforeAll(() => {
    globalThis.structuredClone = (value) => clone(value) as typeof value;
  });
  afterAll(() => {
    globalThis.structuredClone = foreign;
  });
}

/** Data as it stands in events is made anew; everything else is left to Node. */
function clone(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(clone);
  if (Object.getPrototypeOf(value) !== Object.prototype) return foreign(value);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, clone(each)]));
}
