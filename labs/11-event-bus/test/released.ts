import { explain, inWords, outcomeOf } from '@workbook/testkit';
import type { ParkedMessage } from '../src/bus/parked';
import { Unprocessable } from '../src/bus/unprocessable';
import { channels, dataOf } from './kinds';
import { first, type Parking, read, texts } from './parking';
import { type Handle, left } from './scene';

type Start = (handle: Handle, channel?: Parking['scene']['channel']) => Promise<Parking>;

const advice = { look: 'src/bus/listener.ts, handleReleased()', read };

/** Has the service try again what was released; gives what came of the call, in words. */
async function tryAgain({ scene }: Parking): Promise<string> {
  const { words } = await outcomeOf('handleReleased()', advice, () =>
    scene.listeners[0]!.handleReleased(),
  );
  return words;
}

/** What stays as it is when a message is parked again. */
function withoutReason(message: ParkedMessage): ParkedMessage {
  return { ...message, reason: '' };
}

/** The tests of what becomes of messages that somebody has released. */
export function testReleased(start: Start): void {
  test.each(channels)('a message of %s that was released is handled', async (channel) => {
    let before = 0;
    const parking = await start(async (_, msg) => {
      // A process that dies here must find it again.
      before = parked.rows.size;
      await Promise.resolve();
      msg.ack();
    }, channel);
    const { parked, scene, story } = parking;
    const other = channels.find((each) => each !== channel)!;
    const [whole = '', kept = '', strange = ''] = [...texts(channel, 4, 5), ...texts(other, 6)];
    const mended = parked.add(channel, 7, whole.slice(0, -1));
    parked.release(mended, whole);
    const stays = [parked.add(channel, 8, kept), parked.add(other, 9, strange)];
    parked.release(stays[1]!);
    const words = await tryAgain(parking);
    const again = await tryAgain(parking);
    explain(
      {
        expected: `#7 of ${channel}, which was released, to be given to onMessage() once, as one that has come before; and to be removed when that has acknowledged it, and nothing else`,
        happened: [words, again, ...story(), ...parked.asked.map((call) => `asked: ${call}`)],
        ...advice,
      },
      () => {
        const data = dataOf(channel, 4);
        expect(scene.given).toEqual([{ copy: 'shop-1', data, sequence: 7, isRedelivered: true }]);
        expect([before, [...parked.rows.keys()]]).toEqual([3, stays]);
        expect(left()).toEqual([]);
      },
    );
  });

  test('what is not acknowledged, or fails, stays released, and the next is tried', async () => {
    const ways: readonly Handle[] = [
      () => undefined,
      () => Promise.reject(new Error('no database')),
      () => {
        throw new TypeError('thrown at once');
      },
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as a library may
      () => Promise.reject(undefined),
      (_, msg) => {
        msg.ack();
        throw new Error('after its ack');
      },
      (_, msg) => msg.ack(),
    ];
    const handle: Handle = (data, msg, copy) => ways[msg.getSequence() - 1]!(data, msg, copy);
    const parking = await start(handle);
    const { parked, scene, story } = parking;
    const ids = texts(first, 1, 2, 3, 4, 5, 6).map((text, index) =>
      parked.add(first, index + 1, text),
    );
    for (const id of ids) parked.release(id);
    const before = ids.slice(0, 5).map((id) => parked.rows.get(id));
    const words = [await tryAgain(parking), await tryAgain(parking)];
    explain(
      {
        expected:
          '#1 to #5, which were not acknowledged or fail, to stay released as they are and to be tried each time; and #6 to be removed',
        happened: [...words, ...story(), `${scene.given.length} calls of the handler`],
        ...advice,
        look: 'src/bus/listener.ts, handleReleased(): what becomes of the others when one fails?',
      },
      () => {
        expect([...parked.rows.values()]).toEqual(before);
        const tried = scene.given.map(({ sequence }) => sequence);
        expect(tried.sort()).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6]);
        expect(left()).toEqual([]);
      },
    );
  });

  test('what nobody can handle still is put aside again, with its new reason', async () => {
    const parking = await start((_, msg) => {
      // It has gone too far when it notices.
      msg.ack();
      throw new Unprocessable('still no ticket');
    });
    const { parked, scene, story } = parking;
    const said = [...texts(first, 1), 'no JSON still', '[]'];
    const ids = said.map((text, index) => parked.add(first, index + 1, text));
    const asWas = [...parked.rows.values()].map(withoutReason);
    for (const id of ids) parked.release(id);
    const words = [await tryAgain(parking), await tryAgain(parking)];
    explain(
      {
        expected:
          '#1 to #3 to be parked again under their IDs with the new reason, and not to be tried until somebody releases them',
        happened: [...words, ...story(), `${scene.given.length} calls of the handler`],
        ...advice,
      },
      () => {
        const rows = [...parked.rows.values()];
        expect(rows.map(withoutReason)).toEqual(asWas);
        expect(rows[0]!.reason).toBe('still no ticket');
        for (const { reason } of rows) expect(reason).not.toMatch(/Monday|^$/);
        expect(scene.given).toHaveLength(1);
        expect(left()).toEqual([]);
      },
    );
  });

  test('a database that refuses one thing keeps nothing else from being tried', async () => {
    const parking = await start((data, msg) => {
      if (data.id === 't3') throw new Unprocessable('still no ticket');
      msg.ack();
    });
    const { parked, scene, story } = parking;
    const ids = texts(first, 1, 2, 3, 4).map((text, index) => parked.add(first, index + 1, text));
    for (const id of ids) parked.release(id);
    parked.refuse('remove');
    parked.refuse('park');
    const words = [await tryAgain(parking)];
    const [tried, after] = [scene.given.length, [...parked.rows.keys()].length];
    const isReleased = [...parked.rows.values()].map((row) => row.isReleased);
    parked.refuse('released');
    words.push(await tryAgain(parking), await tryAgain(parking));
    explain(
      {
        expected:
          'all four to be tried although the first remove() and the first park() were refused; and the two that are still released to be tried once more',
        happened: [
          ...words,
          ...parked.asked.map((call) => `asked: ${call}`),
          ...story(),
          `released after the first time: ${inWords(isReleased)}`,
        ],
        ...advice,
        look: 'src/bus/listener.ts, handleReleased(): where does what remove() and park() reject with go?',
      },
      () => {
        expect([tried, after, isReleased]).toEqual([4, 2, [true, true]]);
        expect([...parked.rows.values()]).toMatchObject([{ sequence: 3, isReleased: false }]);
        expect(left()).toEqual([]);
      },
    );
  });

  test('the broker is told nothing of what was released', async () => {
    const parking = await start((data, msg) => {
      if (!('price' in data)) throw new Unprocessable('it has no price');
      msg.ack();
    });
    const { parked, scene, publish, story } = parking;
    const [event] = await publish('{"id":"t1"}');
    const [id = ''] = parked.rows.keys();
    parked.release(id, ...texts(first, 1));
    const words = await tryAgain(parking);
    const [next] = await publish(...texts(first, 2));
    explain(
      {
        expected: '#1, which was parked, mended and released, to be handled; and #2 behind it',
        happened: [words, ...story(event!, next!)],
        ...advice,
      },
      () => {
        expect(parked.rows.size).toBe(0);
        expect(scene.given.map(({ sequence }) => sequence)).toEqual([1, 1, 2]);
        expect([scene.deliveries(event!), scene.isAcked(next!)]).toEqual([1, true]);
      },
    );
  });
}
