/** A rule for texts, and the words of the real API server for who breaks it. */
interface Rule {
  readonly longest: number;
  readonly unit: 'bytes' | 'characters';
  readonly pattern: string;
  readonly words: string;
  readonly examples: readonly string[];
}

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const WORD = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const BOTH_ENDS = 'and must start and end with an alphanumeric character';

/** RFC 1123: of namespaces, containers and services. */
const LABEL_RULE: Rule = {
  longest: 63,
  unit: 'characters',
  pattern: LABEL,
  words: `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', ${BOTH_ENDS}`,
  examples: ['my-name', '123-abc'],
};
const SUBDOMAIN_RULE: Rule = {
  longest: 253,
  unit: 'characters',
  pattern: `${LABEL}(\\.${LABEL})*`,
  words: `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', ${BOTH_ENDS}`,
  examples: ['example.com'],
};
const KEY_RULE: Rule = {
  longest: 63,
  unit: 'bytes',
  pattern: WORD,
  words: `must consist of alphanumeric characters, '-', '_' or '.', ${BOTH_ENDS}`,
  examples: ['MyName', 'my.name', '123-abc'],
};
const VALUE_RULE: Rule = {
  longest: 63,
  unit: 'bytes',
  pattern: `(${WORD})?`,
  words: `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', ${BOTH_ENDS}`,
  examples: ['MyValue', 'my_value', '12345'],
};

/** @returns what is wrong; nothing, if it is one. So do all of these. */
export const brokenSubdomain = (text: string): string[] => broken(SUBDOMAIN_RULE, text);
export const brokenLabelValue = (text: string): string[] => broken(VALUE_RULE, text);

/** Who has dots where none are allowed is told that, and no more. */
export function brokenLabel(text: string): string[] {
  const isDotted = text.includes('.') && broken(SUBDOMAIN_RULE, text).length === 0;
  return isDotted ? ['must not contain dots'] : broken(LABEL_RULE, text);
}

/** Of a label or an annotation: `app`, `kubernetes.io/service-name`. */
export function brokenLabelKey(text: string): string[] {
  const [name = '', prefix, ...more] = text.split('/').reverse();
  if (more.length > 0) {
    const example = "with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
    return [`a valid label key ${mismatch(KEY_RULE)} ${example}`];
  }
  const of = (part: string, errors: string[]): string[] =>
    errors.map((error) => `${part} part ${error}`);
  return [
    ...(prefix === undefined
      ? []
      : of('prefix', prefix === '' ? [EMPTY] : brokenSubdomain(prefix))),
    ...of('name', [...(name === '' ? [EMPTY] : []), ...broken(KEY_RULE, name)]),
  ];
}

const EMPTY = 'must be non-empty';

function broken(rule: Rule, text: string): string[] {
  const errors = [];
  if (text.length > rule.longest) errors.push(`must be no more than ${rule.longest} ${rule.unit}`);
  if (!new RegExp(`^(?:${rule.pattern})$`).test(text)) errors.push(mismatch(rule));
  return errors;
}

function mismatch({ words, examples, pattern }: Rule): string {
  const shown = examples.map((example) => `'${example}', `).join(' or ');
  return `${words} (e.g. ${shown}regex used for validation is '${pattern}')`;
}
