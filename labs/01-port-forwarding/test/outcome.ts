import { inTime } from '@workbook/testkit';

/** What a call came to. */
export interface Outcome<T> {
  readonly value?: T;
  readonly error?: unknown;
  /** `it rejected with "..."` */
  readonly words: string;
}

/** Waits for what the learner's function comes to; the test fails if it never does. */
export async function outcomeOf<T>(
  name: string,
  call: () => Promise<T>,
  { look, read }: { look: string; read: string },
): Promise<Outcome<T>> {
  const explanation = {
    expected: `${name} to resolve or to reject`,
    happened: 'it has done neither',
    look,
    read,
  };
  try {
    const value = await inTime(
      (async () => call())().catch((error: unknown) => {
        throw new Rejected(error);
      }),
      explanation,
    );
    const what = typeof value === 'string' ? `"${value}"` : value === undefined ? 'nothing' : '';
    return { value, words: `it resolved${what === '' ? '' : ` to ${what}`}` };
  } catch (thrown) {
    if (!(thrown instanceof Rejected)) throw thrown;
    const { error } = thrown;
    return { error, words: `it rejected with ${inWords(error)}` };
  }
}

class Rejected extends Error {
  constructor(readonly error: unknown) {
    super('rejected');
  }
}

/** True for an error of any realm: jest has one of its own. */
export function isError(value: unknown): value is Error {
  const { message, stack } = (value ?? {}) as Partial<Error>;
  return typeof message === 'string' && typeof stack === 'string';
}

/** The words of what was thrown or told. */
export function messageOf(error: unknown): string {
  const { message } = (error ?? {}) as { message?: unknown };
  return typeof message === 'string' ? message : '';
}

export function inWords(error: unknown): string {
  if (isError(error)) return `"${error.message}"`;
  const message = messageOf(error);
  return message === ''
    ? `what is no Error: ${String(error)}`
    : `what is no Error, with the message "${message}"`;
}
