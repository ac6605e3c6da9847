import type { KubeObject } from '../objects';
import { badRequest } from '../status';
import type { Matches } from './matches';

const FIELDS_OF_ALL = ['metadata.name', 'metadata.namespace'];

/**
 * `metadata.name=nats,status.phase!=Running`.
 *
 * @param own the fields that a kind can be asked for, beside its name and namespace
 * @throws StatusError if it cannot be read, or asks for another field
 */
export function fieldSelector(text: string, own: readonly string[]): Matches {
  const terms = text.split(',').filter((part) => part !== '');
  const all = terms.sort().map((part) => {
    const [, field = '', operator, value] = /^(.*?)(!=|==|=)(.*)$/.exec(part) ?? [];
    if (operator === undefined) {
      throw badRequest(`invalid selector: '${text}'; can't understand '${part}'`);
    }
    if (![...FIELDS_OF_ALL, ...own].includes(field)) {
      // Kinds that have fields of their own have words of their own, too.
      const all = FIELDS_OF_ALL.map((name) => JSON.stringify(name)).join(', ');
      const general = `${JSON.stringify(field)} is not a known field selector: only ${all}`;
      throw badRequest(own.length > 0 ? `field label not supported: ${field}` : general);
    }
    return (object: KubeObject) => (fieldOf(object, field) === value) === (operator !== '!=');
  });
  return (object) => all.every((isMet) => isMet(object));
}

function fieldOf(object: KubeObject, field: string): string {
  let value: unknown = object;
  for (const key of field.split('.')) value = (value as Record<string, unknown> | undefined)?.[key];
  return typeof value === 'string' ? value : '';
}
