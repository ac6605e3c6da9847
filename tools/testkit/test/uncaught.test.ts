import { noteUncaught } from '../src';

const uncaught = noteUncaught();

test('what nobody catches is noted, and does not fail the test', async () => {
  void Promise.reject(new Error('the bank does not answer'));
  setImmediate(() => {
    throw new Error('thrown in a timer');
  });
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(uncaught().map(String)).toEqual([
    'Error: the bank does not answer',
    'Error: thrown in a timer',
  ]);
});
