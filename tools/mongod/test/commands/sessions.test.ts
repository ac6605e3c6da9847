import { VirtualClock } from '@workbook/clock';
import { Binary, UUID } from 'bson';
import { SessionList } from '../../src/commands/session-list';
import { type Doc, doc } from '../../src/values';
import { Desk, NOW, type Plain } from '../desk';

const [ONE, OTHER] = [{ id: new UUID() }, { id: new UUID() }];
const LIST = { aggregate: 1, pipeline: [{ $listLocalSessions: {} }], cursor: {} };

let desk: Desk;
beforeEach(() => (desk = new Desk()));

const listed = (): unknown[] =>
  (desk.found(LIST) as readonly Plain[]).map((each) => (each._id as { id: unknown }).id);

test('what commands were sent in is listed, each session once', () => {
  expect(listed()).toEqual([]);
  for (const lsid of [ONE, OTHER, { id: 'no UUID' }, ONE]) desk.run({ ping: 1, lsid });
  expect(listed()).toEqual([OTHER.id, ONE.id]);
});

test('with when it was used, and as nobody’s', () => {
  expect(desk.found({ ...LIST, lsid: ONE })).toEqual([
    { _id: { id: ONE.id, uid: expect.any(Binary) as unknown }, lastUse: new Date(NOW) },
  ]);
});

test('also one that was only started or refreshed, and none that was ended', () => {
  const { id } = desk.run({ startSession: 1 }) as { id: { id: unknown } };
  desk.run({ refreshSessions: [ONE, OTHER] });
  desk.run({ endSessions: [OTHER] });
  expect(listed()).toEqual([id.id, ONE.id]);
});

test('none that was not used for half an hour', async () => {
  const clock = new VirtualClock(NOW);
  const list = new SessionList(clock);
  const pass = (ms: number): Promise<void> => clock.pass(ms, () => Promise.resolve());
  const ids = (): unknown[] => list.told.map((each) => (each.get('_id') as Doc).get('id'));
  list.use(doc({ id: ONE.id }));
  await pass(29 * 60_000);
  list.use(doc({ id: OTHER.id }));
  expect(ids()).toHaveLength(2);
  await pass(60_000);
  expect(ids()).toEqual([OTHER.id]);
});

test.each<[Plain, string]>([
  [
    { aggregate: 'c' },
    '73: $listLocalSessions must be run against the database with {aggregate: 1}, not a collection',
  ],
  [
    { pipeline: [{ $listLocalSessions: 1 }] },
    '14: $listLocalSessions options must be specified in an object, but found: int',
  ],
  [
    { pipeline: [{ $listLocalSessions: { a: 1 } }] },
    "40415: BSON field '$listLocalSessions.a' is an unknown field.",
  ],
])('%j is refused', (changed, error) => {
  expect(desk.found({ ...LIST, ...changed })).toBe(error);
});
