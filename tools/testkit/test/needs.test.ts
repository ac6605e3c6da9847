import { needs } from '../src';

/** What `needs` would do before each test. */
function checked(exported: object, wanted: Parameters<typeof needs>[2]): () => void {
  let check = (): void => undefined;
  const before = jest
    .spyOn(globalThis, 'beforeEach')
    .mockImplementation((each) => void (check = each as () => void));
  needs(exported, 'src/payments.ts', wanted);
  before.mockRestore();
  return check;
}

test('a file that exports what is used', () => {
  expect(
    checked({ ackWait: 5000, listen: () => 1 }, { ackWait: 'number', listen: 'function' }),
  ).not.toThrow();
});

test('a file that does not is named, with the export', () => {
  const check = checked({ listen: () => 1 }, { ackWait: 'number' });
  expect(check).toThrow('expected  src/payments.ts to export ackWait, a number: the tests use it');
  expect(check).toThrow('happened  there is no such export');
});

test('an export of another kind is named', () => {
  expect(checked({ ackWait: '5s' }, { ackWait: 'number' })).toThrow('its ackWait is a string');
});
