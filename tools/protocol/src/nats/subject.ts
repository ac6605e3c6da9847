/**
 * Subjects are names of dot-separated tokens; in a subscription `*` stands for one token and `>` for
 * one or more at the end (behaviour document, section 1.4). They are bytes on the wire and latin1
 * strings here, which keeps every byte.
 */
export function tokensOf(subject: string): string[] {
  return subject.split('.');
}

/** What people write: a subject is its UTF-8. */
export function subjectOf(text: string): string {
  return Buffer.from(text).toString('latin1');
}

/** A subject for people to read: its bytes as UTF-8. */
export function textOf(subject: string): string {
  return Buffer.from(subject, 'latin1').toString('utf8');
}

/**
 * True if `subject` can stand in a line: it is bytes, and none of them ends it or parts it from the next
 * word. What is no such subject must never be sent to anybody, or it would be a line of its own there.
 */
export function isSendable(subject: string): boolean {
  return /^[^\t\n\r \u0100-\uffff]+$/.test(subject);
}

/**
 * True if `subject` may be subscribed to: no empty token, and `>` only as the last one.
 * A `*` or `>` within a longer token is like any character.
 */
export function isValidPattern(subject: string): boolean {
  const tokens = tokensOf(subject);
  return tokens.every(
    (token, index) => token !== '' && (token !== '>' || index === tokens.length - 1),
  );
}

/** True if `subject` names one subject: no empty token and none that stands for others. */
export function isLiteral(subject: string): boolean {
  return tokensOf(subject).every((token) => token !== '' && token !== '*' && token !== '>');
}

/**
 * True if a subscription to `pattern`, which is valid, gets what is published to `subject`.
 * Nobody gets what is published to a subject with an empty token; `*` and `>` in it are text.
 */
export function matches(pattern: string, subject: string): boolean {
  const wanted = tokensOf(pattern);
  const given = tokensOf(subject);
  if (given.includes('')) return false;
  const open = wanted.at(-1) === '>';
  if (open ? given.length < wanted.length : given.length !== wanted.length) return false;
  return wanted.every((token, index) => token === '>' || token === '*' || token === given[index]);
}
