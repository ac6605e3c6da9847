import { found } from './failure';
import { Failure } from './finding';

/** What a test uses of a learner's file: the name of each export, and what it is. */
type Wanted = Readonly<Record<string, 'function' | 'number' | 'string' | 'object'>>;

/**
 * Has every test of the file say it first if a learner's file does not export what the test uses: a
 * constant that became a field of a class, a function under another name.
 *
 * @param exported `import * as payments from '../src/payments'`
 * @param file as the learner calls it: `src/payments.ts`
 */
export function needs(exported: object, file: string, wanted: Wanted): void {
  beforeEach(() => {
    for (const [name, type] of Object.entries(wanted)) {
      const value = (exported as Record<string, unknown>)[name];
      if (typeof value === type) continue;
      throw new Failure(
        found({
          expected: `${file} to export ${name}, a ${type}: the tests use it`,
          happened:
            value === undefined ? 'there is no such export' : `its ${name} is a ${typeof value}`,
          look: `${file}: is there "export" before ${name}?`,
          read: 'README.md, "Steps"',
        }),
      );
    }
  });
}
