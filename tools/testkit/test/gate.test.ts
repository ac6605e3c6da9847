import { Gate } from '../src';

test('a gate holds whoever waits until it is opened, and nobody afterwards', async () => {
  const gate = new Gate();
  const passed: string[] = [];
  const walk = async (name: string): Promise<void> => {
    await gate.opened;
    passed.push(name);
  };
  const first = walk('first');
  expect(passed).toEqual([]);
  await gate.open();
  expect(passed).toEqual(['first']);
  await walk('second');
  await first;
  expect(passed).toEqual(['first', 'second']);
});
