import { explain, standing, useWorld } from '@workbook/testkit';
import { ParkedInDatabase } from '../src/bus/parked';
import { Unprocessable } from '../src/bus/unprocessable';
import { ParkedInMemory } from './parked-in-memory';
import { acks, first, read, texts } from './parking';
import { left, Scene } from './scene';

/** The tests with the database of a service in place of what the other tests park in. */
export function testParkedInDatabase(): void {
  describe('the database', () => {
    const { broker, database, pass } = useWorld({ broker: {}, database: {} });

    test('two copies park, and one handles what was released', async () => {
      let isMended = false;
      const places: ParkedInDatabase[] = [];
      const scene = new Scene(broker(), first, (_, msg) => {
        if (!isMended) throw new Unprocessable('there is no hall');
        msg.ack();
      });
      await scene.start(2, async (copy) => {
        const place = new ParkedInDatabase(await database().connect(copy, 'shop'));
        places.push(place);
        return place;
      });
      const end = ['update', 'findAndModify', 'insert'].flatMap((name) =>
        ['shop-1', 'shop-2'].map((copy) => database().refuse(copy, name)),
      );
      const events = await scene.publish(...texts(first, 1, 2), 'no JSON');
      await pass('1s');
      const early = events.filter((event) => scene.isAcked(event));
      for (const each of end) each();
      await pass('6s');
      const rows = await database().rows('shop', 'parked');
      const happened = (): string[] => [
        ...scene.story(...events),
        ...standing(rows),
        ...database().facts.story().slice(-4),
      ];
      explain(
        {
          expected:
            'three rows in the collection parked, and then an ack for each, once the disk of the database has room',
          happened: happened(),
          look: 'src/bus/listener.ts, #take()',
          read,
        },
        () => {
          expect(early).toEqual([]);
          expect(rows.map(({ text }) => text).sort()).toEqual(
            events.map(({ data }) => data).sort(),
          );
          expect(events.every((event) => scene.isAcked(event))).toBe(true);
          expect(left()).toEqual([]);
        },
      );
      isMended = true;
      for (const { _id } of rows) await places[0]!.release(String(_id));
      const before = scene.given.length;
      await scene.listeners[1]!.handleReleased();
      const after = await database().rows('shop', 'parked');
      explain(
        {
          expected:
            'the two events to be handled and removed, and what is no JSON to be parked still',
          happened: [...scene.story(), ...standing(after)],
          look: 'src/bus/listener.ts, handleReleased()',
          read,
        },
        () => {
          expect(after).toMatchObject([{ text: 'no JSON', isReleased: false }]);
          expect(scene.given.length - before).toBe(2);
        },
      );
    });
  });
}

/** The tests in which a message comes more than once. */
export function testComesTwice(): void {
  describe('it comes twice', () => {
    const faults = 'deliver-twice shop-1 #1, lose-ack shop-1 #2, lose-ack shop-2 #2';
    const { broker, pass, settled } = useWorld({ broker: { faults } });

    test('a message that comes twice, or to two copies, is parked once', async () => {
      const parked = new ParkedInMemory();
      const scene = new Scene(broker(), first, acks);
      await scene.start(2, () => parked);
      // Two that are at it at once.
      const gate = parked.hold();
      const events = await scene.publish('no JSON', '{', '{"id":');
      await settled();
      await gate.open();
      await pass('7s');
      explain(
        {
          expected: 'each message to be parked under one ID, however often and to whom it comes',
          happened: [...scene.story(...events), ...parked.story()],
          look: 'src/bus/listener.ts, #take(): which ID does it give park()?',
          read,
        },
        () => {
          expect([...parked.rows.values()].map(({ sequence }) => sequence).sort()).toEqual([
            1, 2, 3,
          ]);
          expect(left()).toEqual([]);
        },
      );
    });
  });
}
