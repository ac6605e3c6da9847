/**
 * Subjects are names of dot-separated tokens; in a subscription `*` stands for one token and `>` for
 * one or more at the end (behaviour document, section 1.4). They are bytes on the wire and latin1
 * strings here, which keeps every byte.
 */
export function tokensOf(subject: string): string[] {
  return subject.split('.');
}

/** True if `subject` may be subscribed to: no empty token, `>` only as the last one. */
export function isValidPattern(subject: string): boolean {
  const tokens = tokensOf(subject);
  return tokens.every(
    (token, index) => token !== '' && (token !== '>' || index === tokens.length - 1),
  );
}

/** True if `subject` has no token that stands for others. */
export function isLiteral(subject: string): boolean {
  return tokensOf(subject).every((token) => token !== '*' && token !== '>');
}

/** True if a subscription to `pattern` gets what is published to `subject`. */
export function matches(pattern: string, subject: string): boolean {
  const wanted = tokensOf(pattern);
  const given = tokensOf(subject);
  if (given.includes('')) return false;
  const rest = wanted.at(-1) === '>';
  if (rest ? given.length < wanted.length : given.length !== wanted.length) return false;
  return wanted.every((token, index) => token === '>' || token === '*' || token === given[index]);
}
