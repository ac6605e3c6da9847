import { explain, Gate, needs, useWorld } from '@workbook/testkit';
import { Unprocessable } from '../src/bus/unprocessable';
import * as shutdown from '../src/bus/shutdown';
import { testServices } from './leaving';
import { acks, first, startParking, texts } from './parking';
import { Ending, type Plan } from './running';
import { left } from './scene';

needs(shutdown, 'src/bus/shutdown.ts', { shutDown: 'function' });

const read = 'README.md, "Step 3: a service ends in order"';
const ofListener = { look: 'src/bus/listener.ts, stop()', read };

/** What is noted when a promise settles. */
function notes(promise: Promise<unknown>): { readonly came: () => string | undefined } {
  let came: string | undefined;
  void promise.then(
    () => (came = 'resolved'),
    (error: unknown) => (came = `rejected: ${String(error)}`),
  );
  return { came: () => came };
}

describe('a part', () => {
  const { broker, pass, settled } = useWorld({ broker: {} });

  /** Starts a listener whose handler acknowledges an event when its gate is opened. */
  async function start(count: number) {
    const gates = Array.from({ length: count }, () => new Gate());
    const parking = await startParking({ broker: broker(), settled }, async (_, msg) => {
      await gates[msg.getSequence() - 1]!.opened;
      msg.ack();
    });
    return { ...parking, gates, listener: parking.scene.listeners[0]! };
  }

  test('stop(): what is in hand is finished, and nothing more is taken', async () => {
    const { scene, publish, story, gates, listener } = await start(5);
    const events = await publish(...texts(first, 1, 2, 3));
    const stopping = notes(listener.stop());
    const again = notes(listener.stop());
    const [late] = await publish(...texts(first, 4));
    const wrong: string[] = [];
    for (const which of [2, 0, 1]) {
      const early = stopping.came() ?? again.came();
      if (early) wrong.push(`with #${which + 1} still in hand, stop() had ${early}`);
      await gates[which]!.open();
      await settled();
    }
    explain(
      {
        expected: `stop() to resolve when #1, #2 and #3 are done, in whichever order, each acknowledged; and #4, which came afterwards, not to be begun`,
        happened: [
          ...wrong,
          `stop() ${stopping.came() ?? 'has not come back'}, and a second call ${again.came() ?? 'has not'}`,
          ...story(...events, late!),
        ],
        ...ofListener,
      },
      () => {
        expect([wrong, stopping.came(), again.came()]).toEqual([[], 'resolved', 'resolved']);
        expect(events.map((event) => scene.isAcked(event))).toEqual([true, true, true]);
        expect(scene.given.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
        expect([scene.isAcked(late!), left()]).toEqual([false, []]);
      },
    );
    // As the process ends: its successor is given what was left.
    await new Promise((resolve) => {
      scene.stans[0]!.once('close', resolve).close();
    });
    await gates[3]!.open();
    const next = await startParking({ broker: broker(), settled }, acks);
    await pass('7s');
    explain(
      {
        expected: '#4, and nothing else, to come to the next copy, which acknowledges it',
        happened: [...next.story(...events, late!)],
        ...ofListener,
        look: 'src/bus/listener.ts, stop(): what does the broker keep of the subscription? Lab 05 has it',
      },
      () => {
        expect(next.scene.given.map(({ sequence }) => sequence)).toEqual([4]);
        expect(scene.isAcked(late!)).toBe(true);
      },
    );
  });

  test('stop(): what fails, is parked or was released is in hand like the rest', async () => {
    const [gate, last] = [new Gate(), new Gate()];
    const { parked, publish, scene, story } = await startParking(
      { broker: broker(), settled },
      async (_, msg) => {
        await (msg.getSequence() > 2 ? last : gate).opened;
        if (msg.getSequence() === 1) throw new Error('no database');
        if (msg.getSequence() === 2) throw new Unprocessable('there is no ticket');
        msg.ack();
      },
    );
    const [failing, bad] = await publish(...texts(first, 1, 2));
    for (const [index, text] of texts(first, 7, 8).entries())
      parked.release(parked.add(first, 7 + index, text));
    const released = (): number[] =>
      scene.given.map(({ sequence }) => sequence).filter((sequence) => sequence > 2);
    const trying = notes(scene.listeners[0]!.handleReleased());
    await settled();
    // Who tries them one after the other has not begun the second by now.
    const begun = released();
    const stopping = notes(scene.listeners[0]!.stop());
    const parking = parked.hold();
    await settled();
    const seen = [stopping.came()];
    await gate.open();
    await settled();
    seen.push(stopping.came());
    const lines = story(failing!, bad!);
    await parking.open();
    await settled();
    seen.push(stopping.came());
    await last.open();
    await settled();
    const kept = [...parked.rows.values()].map(({ sequence }) => sequence);
    const isHandled = begun.length > 0 && !begun.some((sequence) => kept.includes(sequence));
    explain(
      {
        expected:
          'stop() to resolve when #1 has failed, #2 is parked and acknowledged, and what was released and begun, #7 at least, is handled and removed; and nothing to be begun after stop()',
        happened: [
          `stop() ${seen[0] ?? 'had not come back'} while all were in hand; ${seen[1] ?? 'had not'} while park() was under way; ${seen[2] ?? 'had not'} while only what was released was; ${stopping.came() ?? 'has not'} afterwards`,
          `begun of what was released: ${list(begun)} before stop(), ${list(released())} in the end`,
          `handleReleased() ${trying.came() ?? 'has not come back'}`,
          ...lines,
          ...parked.story(),
        ],
        ...ofListener,
        look: 'src/bus/listener.ts, stop() and handleReleased(): what is in hand?',
      },
      () => {
        expect(seen).toEqual([undefined, undefined, undefined]);
        expect(stopping.came()).toBe('resolved');
        expect([released(), isHandled, scene.isAcked(bad!)]).toEqual([begun, true, true]);
        expect(left()).toEqual([]);
      },
    );
  });
});

describe('shutDown()', () => {
  const { pass } = useWorld({ broker: {} });
  const deadline = 1000;
  const all: Plan = { parts: [200, 100, 200], bus: 200, database: 200 };
  const fails = (ms: number) => ({ ms, fails: 'it cannot' });

  test.each<[what: string, Plan, came: string, ms: number]>([
    ['all of it ends', all, 'true', 600],
    ['all of it ends at the last moment', { parts: [300], bus: 300, database: 300 }, 'true', 900],
    ['nothing is taken', { ...all, parts: [] }, 'true', 400],
    ['a part never ends', { ...all, parts: [100, 'never'] }, 'false', deadline],
    ['the broker never answers', { ...all, bus: 'never' }, 'false', deadline],
    ['the database never closes', { ...all, database: 'never' }, 'false', deadline],
    ['all of it takes too long', { parts: [500], bus: 500, database: 500 }, 'false', deadline],
    ['a part fails', { ...all, parts: [200, fails(100), 300] }, 'false', 700],
    ['a part fails too late', { ...all, parts: [fails(1300)] }, 'false', deadline],
    ['the broker answers with an error', { ...all, bus: fails(200) }, 'false', 600],
    ['the database fails', { ...all, database: fails(200) }, 'false', 600],
  ])('%s', async (what, plan, came, ms) => {
    const ending = new Ending(plan, deadline);
    await pass(`${ms - 150}ms`);
    const { came: early } = ending;
    const before = [...ending.log];
    await pass('300ms');
    const { came: late } = ending;
    // Who closes at the deadline what is still open does so in any order.
    const log = ms < deadline ? [...ending.log] : before;
    await pass('1s');
    explain(
      {
        expected: `shutDown() to come to ${came} after ${ms} ms, with a deadline of ${deadline} ms, when ${what}`,
        happened: [
          early === undefined
            ? `150 ms after that, it had come to ${late ?? 'nothing'}`
            : `it had come to ${early} 150 ms before that`,
          ...ending.log,
          ...left(),
        ],
        look: 'src/bus/shutdown.ts, shutDown(): what does it wait for, and for how long in all?',
        read,
      },
      () => {
        expect([early, late]).toEqual([undefined, came]);
        expect(left()).toEqual([]);
      },
    );
    const { parts } = plan;
    const at = (line: string): number => log.indexOf(line);
    const [bus, database] = [at('the bus is asked to end'), at('the database is asked to end')];
    const over = log.filter((line) => /^part .* has/.test(line));
    const end = log.findIndex((line) => line.startsWith('the bus has'));
    explain(
      {
        expected: `all parts to be asked to end at once, then the bus when each has, and the database when the bus is closed`,
        happened: log,
        look: 'src/bus/shutdown.ts, shutDown(): who still needs whom?',
        read,
      },
      () => {
        const asked = parts.map((_, index) => `part ${index + 1} is asked to end`);
        expect(log.slice(0, parts.length).sort()).toEqual(asked);
        if (bus >= 0) expect(over.filter((line) => at(line) < bus)).toHaveLength(parts.length);
        if (database >= 0) expect([end >= 0, end < database]).toEqual([true, true]);
        if (ms < deadline) expect(database).toBeGreaterThan(0);
      },
    );
  });
});

/** `#7 and #8`. */
function list(sequences: readonly number[]): string {
  return sequences.map((sequence) => `#${sequence}`).join(' and ') || 'nothing';
}

testServices(read);
