import { patient } from '@workbook/protocol/waiting';
import { describe, type Finding } from './failure';
import { currentRecording } from './recording';

/**
 * Waits for `promise`, and fails with `finding` if it has not settled after 4 s: what the learner's code
 * may keep pending for ever is awaited like this, and never by a test's own time limit, which would say
 * nothing.
 *
 * @throws the finding, or what `promise` rejects with
 */
export async function inTime<T>(promise: Promise<T>, finding: Finding): Promise<T> {
  let limit: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    limit = setTimeout(() => {
      currentRecording()?.failed();
      const { happened } = finding;
      reject(new Error(describe({ ...finding, happened: [happened, 'after 4 s'].flat() })));
    }, patient(4000));
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(limit);
  }
}
