import { explain, type Published, useWorld } from '@workbook/testkit';
import { Unprocessable } from '../src/bus/unprocessable';
import { channels, dataOf } from './kinds';
import { acks, first, type Parking, read, startParking, texts } from './parking';
import { testComesTwice, testParkedInDatabase } from './parked-elsewhere';
import { testReleased } from './released';
import { type Handle, left } from './scene';

const advice = { look: 'src/bus/listener.ts, #take()', read };

/** Somebody wants something of a ticket that there will never be. */
class NoSuchTicket extends Unprocessable {}

describe('all is well', () => {
  const { broker, pass, settled } = useWorld({ broker: {} });

  const start = (handle: Handle, channel: Parking['scene']['channel'] = first): Promise<Parking> =>
    startParking({ broker: broker(), settled }, handle, channel);

  test.each(channels)('a message of %s that is no event is parked', async (channel) => {
    const { parked, scene, publish, story } = await start(acks, channel);
    const [good = '', later = ''] = texts(channel, 1, 2);
    const bad = [
      ' no JSON\n',
      '',
      good.slice(0, -1),
      '17',
      'null',
      '"a text"',
      'true',
      `[${good}]`,
    ];
    const events = await publish(...bad, good);
    await pass('7s');
    await publish(later);
    explain(
      {
        expected: `each message of ${channel} that is no JSON, or no object, to be parked once as it came, with a reason, and acknowledged; and not to come again in 7 s`,
        happened: story(...events.filter((event) => !isParkedOnce(event)).slice(0, 3)),
        ...advice,
      },
      () => {
        for (const event of events.slice(0, -1)) expect(isParkedOnce(event)).toBe(true);
        const places = [...parked.rows.values()].map((row) => row.channel);
        expect(places).toEqual(bad.map(() => channel));
        expect(left()).toEqual([]);
      },
    );
    explain(
      {
        expected: `the handler of ${channel} to be given the two events that are some, as they were published, and nothing else`,
        happened: story(events.at(-1)!),
        ...advice,
      },
      () => {
        expect(scene.given.map(({ data }) => data)).toEqual([
          dataOf(channel, 1),
          dataOf(channel, 2),
        ]);
        expect(scene.isAcked(events.at(-1)!)).toBe(true);
      },
    );

    function isParkedOnce(event: Published): boolean {
      const rows = [...parked.rows.values()].filter(({ sequence }) => sequence === event.sequence);
      const isAsItCame = rows.every(
        (row) => row.id !== '' && row.text === event.data && row.reason.length > 0,
      );
      const isOnce = rows.length === 1 && scene.deliveries(event) === 1 && scene.isAcked(event);
      return isAsItCame && isOnce;
    }
  });

  test.each(channels)(
    'what nobody can ever handle of %s is parked with the reason',
    async (channel) => {
      const ways: readonly Handle[] = [
        () => Promise.reject(new Unprocessable('the ticket t9 is nowhere')),
        () => {
          throw new Unprocessable('thrown at once');
        },
        () => Promise.reject(new NoSuchTicket('of a class that extends it')),
        acks,
      ];
      const { parked, scene, publish, story } = await start(
        (data, msg, copy) => ways[msg.getSequence() - 1]!(data, msg, copy),
        channel,
      );
      const said = texts(channel, 3, 1, 4, 2);
      const events = await publish(...said);
      await pass('7s');
      explain(
        {
          expected: `#1 to #3 of ${channel}, whose handler throws Unprocessable, to be parked with its message, to be acknowledged, and not to come again in 7 s`,
          happened: story(...events),
          ...advice,
        },
        () => {
          const rows = [...parked.rows.values()].sort((a, b) => a.sequence - b.sequence);
          expect(rows.map(({ text, reason }) => [text, reason])).toEqual([
            [said[0], 'the ticket t9 is nowhere'],
            [said[1], 'thrown at once'],
            [said[2], 'of a class that extends it'],
          ]);
          expect(events.map((event) => [scene.isAcked(event), scene.deliveries(event)])).toEqual(
            events.map(() => [true, 1]),
          );
          expect(left()).toEqual([]);
        },
      );
    },
  );

  test('what cannot be handled now is not parked, and comes again', async () => {
    // Also what JSON.parse() would throw, what is no error, and what only looks like the one.
    const reasons = [
      new Error('no database'),
      new TypeError('x is not a function'),
      new SyntaxError('Unexpected end of JSON input'),
      'a text',
      undefined,
      null,
      { message: 'Unprocessable' },
    ];
    const { parked, scene, publish, story } = await start((_, msg) => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- whatever a library throws
      if (!msg.isRedelivered()) throw reasons[msg.getSequence() - 1];
      msg.ack();
    });
    const events = await publish(...texts(first, ...reasons.keys()));
    const early = events.filter((event) => scene.isAcked(event));
    await pass('3s');
    explain(
      {
        expected:
          'an event whose handler fails for any other reason not to be parked nor acknowledged, and to come again',
        happened: story(...events.slice(0, 2), ...early.slice(0, 2)),
        ...advice,
        look: 'src/bus/listener.ts, #take(): which errors say that it will never work?',
      },
      () => {
        expect(parked.asked).toEqual([]);
        expect(early).toEqual([]);
        expect(events.map((event) => [scene.isAcked(event), scene.deliveries(event)])).toEqual(
          events.map(() => [true, 2]),
        );
        expect(left()).toEqual([]);
      },
    );
  });

  test('the bus acknowledges nothing for a handler that has not', async () => {
    const { parked, scene, publish, story } = await start((_, msg) => {
      if (msg.isRedelivered()) msg.ack();
    });
    const events = await publish(...texts(first, 2, 3));
    const early = events.filter((event) => scene.isAcked(event));
    await pass('3s');
    explain(
      {
        expected: 'what a handler leaves without an ack to come again, and not to be parked',
        happened: story(...events),
        ...advice,
        look: 'src/bus/listener.ts, #take(): who acknowledges, and when?',
      },
      () => {
        expect([early, parked.asked]).toEqual([[], []]);
        expect(events.map((event) => scene.deliveries(event))).toEqual([2, 2]);
      },
    );
  });

  test('it is acknowledged when it is parked, and what is behind it does not wait', async () => {
    const { parked, scene, publish, story } = await start(acks);
    const gate = parked.hold();
    const [bad, good] = await publish('no JSON', ...texts(first, 1));
    const before = [scene.isAcked(bad!), scene.isAcked(good!)];
    const lines = [`while the database had not answered park():`, ...story(bad!, good!)];
    await gate.open();
    await settled();
    explain(
      {
        expected: '#1, which is no event, to be acknowledged once it is parked, and #2 at once',
        happened: before[0] || !before[1] ? lines : ['park() had resolved:', ...story(bad!)],
        ...advice,
        look: 'src/bus/listener.ts, #take(): if the process died after the ack and before the write, who would have it?',
      },
      () => expect([...before, scene.isAcked(bad!)]).toEqual([false, true, true]),
    );
  });

  test('what could not be parked comes again, and is parked then', async () => {
    const { parked, scene, publish, story } = await start(async () =>
      Promise.reject(new Unprocessable('there is no such ticket')),
    );
    parked.refuse('park', 4);
    const events = await publish('no JSON', ...texts(first, 1));
    await pass('3s');
    const early = events.filter((event) => scene.isAcked(event));
    await pass('3s');
    explain(
      {
        expected:
          'what park() has refused twice to come again without an ack, and to be parked the third time',
        happened: [...story(...events), 'park() was refused 4 times'],
        ...advice,
      },
      () => {
        expect([early, left()]).toEqual([[], []]);
        expect(events.map((event) => [scene.isAcked(event), scene.deliveries(event)])).toEqual([
          [true, 3],
          [true, 3],
        ]);
        expect(parked.rows.size).toBe(2);
      },
    );
  });

  test('a broker that begins anew does not overwrite what was parked before', async () => {
    const { parked, scene, publish, story } = await start(acks);
    await publish('no JSON of Monday');
    await scene.forget();
    await scene.start(1, () => parked);
    await publish('no JSON of Tuesday');
    explain(
      {
        expected:
          'both messages to be parked: each was #1, before and after the broker had lost its memory',
        happened: story(),
        ...advice,
        look: 'src/bus/listener.ts, #take(): which ID does it give park()? src/bus/parked.ts has an example',
      },
      () => expect(parked.rows.size).toBe(2),
    );
  });

  describe('released', () => testReleased(start));
});

testComesTwice();
testParkedInDatabase();
