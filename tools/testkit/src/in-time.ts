import { patient } from '@workbook/protocol/waiting';
import { type Explanation, found } from './failure';
import { Failure } from './finding';

/**
 * Waits for `promise`, and fails with `explanation` if it has not settled after 4 s: what the learner's code
 * may keep pending for ever is awaited like this, and never by a test's own time limit, which would say
 * nothing.
 *
 * @throws Failure, or what `promise` rejects with
 */
export async function inTime<T>(promise: Promise<T>, explanation: Explanation): Promise<T> {
  let limit: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    limit = setTimeout(() => {
      const happened = [explanation.happened, 'after 4 s'].flat();
      reject(new Failure(found({ ...explanation, happened })));
    }, patient(4000));
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(limit);
  }
}
