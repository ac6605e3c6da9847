import { serialize } from 'node:v8';

/** Of rows, which nobody changes once they are stored. */
const keys = new WeakMap<object, string>();

/** A text that two values have in common only if nothing tells them apart. */
export function keyOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return primitive(value);
  let key = keys.get(value);
  if (key === undefined) keys.set(value, (key = written(value)));
  return key;
}

function primitive(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : `${typeof value} ${String(value)}`;
}

function written(value: object): string {
  if (Array.isArray(value)) return `[${value.map(keyOf).join()}]`;
  if (Object.getPrototypeOf(value) !== Object.prototype) return serialize(value).toString('latin1');
  const fields = Object.entries(value).map(
    ([name, field]) => `${JSON.stringify(name)}:${keyOf(field)}`,
  );
  return `{${fields.join()}}`;
}
