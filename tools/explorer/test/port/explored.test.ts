import { explore } from '../../src';
import { NaiveService, QueueingService, VersionedService } from './accounts-service';
import { worldOf, worldOfCopies } from './explored';

test('a service that depends on a port is explored as it is: one withdrawal is lost', async () => {
  const { unsafe, isShortest } = await explore(worldOf(NaiveService, { since: 1 }));
  expect(isShortest).toBe(true);
  expect(unsafe?.wrong).toBe('ann has 30');
  expect(unsafe?.story).toBe(
    [
      '2 messages were published to account:withdrawn. accounts-1 acknowledged #1; accounts-2 #2.',
      'accounts-1 saved #1 over #2, which it had not seen: it had loaded ann with v1, and ann has v2 now.',
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
