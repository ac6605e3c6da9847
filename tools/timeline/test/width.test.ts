import fc from 'fast-check';
import { stripVTControlCharacters } from 'node:util';
import type { Happened, Run } from '@workbook/history';
import { lanes } from '../src';
import { columnsWide } from '../src/text/cells';
import { anyRun } from './random-run';

const width = fc.integer({ min: 36, max: 140 });

/** The widest line of a picture. */
function widest(picture: string): number {
  return Math.max(...picture.split('\n').map(columnsWide));
}

test('no picture is wider than the terminal, and what it is about is in it', () => {
  fc.assert(
    fc.property(anyRun, width, ({ run, around }, columns) => {
      const options = { width: columns, ...(around !== undefined && { around }) };
      const drawn = lanes(run, options);
      expect(widest(drawn)).toBeLessThanOrEqual(columns);
      expect(lanes(run, options)).toBe(drawn);
      const colored = stripVTControlCharacters(lanes(run, { ...options, color: true }));
      expect(colored).toBe(drawn);
      const whole = lanes(run, { ...options, width: 10_000 });
      expect(drawn.includes('<-- here')).toBe(whole.includes('<-- here'));
    }),
    { numRuns: 150, seed: 22 },
  );
});

/** A service of many copies gets one message; `others` are copies that have nothing to do with it. */
function crowd(count: number, others: number): Run {
  const copies = Array.from({ length: count + others }, (_, index) => `service-${index + 1}`);
  const joined = copies.map((client, index): Happened => {
    const channel = index < count ? 'order:updated' : 'order:placed';
    const subscription = index + 1;
    return { kind: 'subscribed', client, channel, subscription, durableName: '', at: 0 };
  });
  const sent = ['order:placed', 'order:updated'].flatMap((channel): Happened[] => [
    { kind: 'published', client: 'publisher', channel, sequence: 1, at: 0 },
    ...joined.flatMap((event): Happened[] =>
      event.kind === 'subscribed' && event.channel === channel
        ? [{ ...event, kind: 'delivered', sequence: 1 }]
        : [],
    ),
  ]);
  return { happened: [...joined, ...sent] };
}

test('lanes that have nothing to do with the event are left out, and counted', () => {
  const run = crowd(1, 15);
  const drawn = lanes(run, { width: 80, around: run.happened.length - 1 });
  expect(widest(drawn)).toBeLessThanOrEqual(80);
  expect(drawn).toContain('service-1');
  expect(drawn).toMatch(/\d+ of 19 lanes are left out here: /);
  expect(drawn).toContain('<-- here');
});

test('lanes that all belong to it and have no room are a list', () => {
  const drawn = lanes(crowd(16, 0), { width: 80 });
  expect(widest(drawn)).toBeLessThanOrEqual(80);
  expect(drawn).toContain('19 lanes have no room side by side here.');
  expect(drawn).toContain('order:updated -> service-16: #1');
});

test('a name in another script takes the columns that it takes on a terminal', () => {
  expect(columnsWide('注文')).toBe(4);
  expect(columnsWide('e\u0301')).toBe(1);
  expect(columnsWide('👩‍🚀✔️')).toBe(4);
  expect(columnsWide('ﾊﾝｶｸ')).toBe(4);
  const happened: Happened[] = [
    { kind: 'published', client: '注文サービス', channel: 'c', sequence: 1, at: 0 },
  ];
  expect(lanes({ happened })).toBe(
    [
      '     注文サービス      c',
      '       publisher    channel',
      '           │           │',
      '0 s        │─── #1 ───>│',
    ].join('\n'),
  );
});
