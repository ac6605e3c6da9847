import type { KubeObject, Labels } from './objects';
import { badRequest } from './status';

export type Matches = (object: KubeObject) => boolean;

const NAME = '[A-Za-z0-9](?:[-A-Za-z0-9_./]*[A-Za-z0-9])?';
const VALUE = '(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)?';
const EQUALS = new RegExp(`^(${NAME})\\s*(==|=|!=)\\s*(${VALUE})$`);
const IS_IN = new RegExp(`^(${NAME})\\s+(in|notin)\\s+\\(([^()]*)\\)$`);
const EXISTS = new RegExp(`^(!?)\\s*(${NAME})$`);

/** `app=nats,tier!=test,zone in (a, b),ready,!old`. @throws StatusError if it cannot be read */
export function labelSelector(text: string): Matches {
  const all = partsOf(text).map(requirement);
  return ({ metadata }) => all.every((isMet) => isMet(metadata.labels ?? {}));
}

/** True if an object has all of these labels. */
export function hasLabels({ metadata }: KubeObject, wanted: Labels): boolean {
  return Object.entries(wanted).every(([name, value]) => metadata.labels?.[name] === value);
}

/**
 * `metadata.name=nats,status.phase!=Running`.
 *
 * @param known the fields that can be asked for
 * @throws StatusError if it cannot be read, or asks for another field
 */
export function fieldSelector(text: string, known: readonly string[]): Matches {
  const all = partsOf(text).map((part) => {
    const [, field = '', operator, value] = /^(.*?)(==|!=|=)(.*)$/.exec(part) ?? [];
    if (operator === undefined) throw badRequest(`invalid field selector: ${part}`);
    if (!known.includes(field)) throw badRequest(`field label not supported: ${field}`);
    return (object: KubeObject) => (fieldOf(object, field) === value) === (operator !== '!=');
  });
  return (object) => all.every((isMet) => isMet(object));
}

function requirement(text: string): (labels: Labels) => boolean {
  const equals = EQUALS.exec(text);
  if (equals) {
    const [, name = '', operator, value] = equals;
    return (labels) => (labels[name] === value) === (operator !== '!=');
  }
  const isIn = IS_IN.exec(text);
  if (isIn) {
    const [, name = '', operator, list = ''] = isIn;
    const values = list.split(',').map((value) => value.trim());
    return (labels) => values.includes(labels[name] ?? '\0') === (operator === 'in');
  }
  const exists = EXISTS.exec(text);
  if (!exists) throw badRequest(`unable to parse requirement: ${JSON.stringify(text)}`);
  const [, not, name = ''] = exists;
  return (labels) => name in labels === (not === '');
}

/** Between commas that stand in no parentheses. */
function partsOf(text: string): string[] {
  return text
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function fieldOf(object: KubeObject, field: string): string {
  let value: unknown = object;
  for (const key of field.split('.')) value = (value as Record<string, unknown> | undefined)?.[key];
  return typeof value === 'string' ? value : '';
}
