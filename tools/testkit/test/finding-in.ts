import type { Finding } from '../src';

/** What the error of a test that fails brings along, wherever it is: jest puts it where a matcher left it. */
export function findingIn(test: () => void): Finding {
  try {
    test();
  } catch (error) {
    const { finding, matcherResult } = error as Thrown;
    const found = finding ?? matcherResult?.finding;
    if (found) return found;
    throw error;
  }
  throw new Error('The test did not fail');
}

interface Thrown {
  readonly finding?: Finding;
  readonly matcherResult?: { readonly finding?: Finding };
}
