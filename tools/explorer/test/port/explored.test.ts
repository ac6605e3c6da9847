import { explore } from '../../src';
import { NaiveService, QueueingService, VersionedService } from './accounts-service';
import { worldOf, worldOfCopies } from './explored';

test('a service that depends on a port is explored as it is: one withdrawal is lost', async () => {
  const { unsafe, isShortest } = await explore(worldOf(NaiveService, { since: 1 }));
  expect(isShortest).toBe(true);
  expect(unsafe?.wrong).toBe('ann has 30');
  expect(unsafe?.story).toBe(
    [
      'accounts-1 takes account:withdrawn #1 and loads accounts ann (id ann, balance 100, version 1).',
      'accounts-2 takes account:withdrawn #2, loads accounts ann (id ann, balance 100, version 1), saves accounts ann (id ann, balance 80, version 3) and acknowledges it.',
      'accounts-1 goes on with #1: it saves accounts ann (id ann, balance 30, version 2) and acknowledges it.',
      'In the end: ann has 30.',
    ].join(' '),
  );
});

test.each([{}, { lostAcks: 1 }, { duplicates: 1 }, { crashes: 1 }])(
  'with versions it is safe: %j',
  async (faults) => {
    const { all, tried, safe, unsafe } = await explore(worldOf(VersionedService, { faults }));
    expect(unsafe?.story).toBeUndefined();
    expect({ all, safe }).toEqual({ all: true, safe: tried });
  },
);

test('a line in the memory of one copy helps one copy', async () => {
  const alone = await explore(worldOfCopies(QueueingService, { since: 1, copies: 1 }));
  expect(alone.unsafe?.story).toBeUndefined();
  const two = await explore(worldOfCopies(QueueingService, { since: 1 }));
  expect(two.unsafe?.wrong).toBe('ann has 30');
});
