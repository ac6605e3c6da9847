import fc from 'fast-check';
import type { Happened, Run } from '@workbook/history';
import { lanes } from '../src';
import { contents } from '../src/words';

interface Save {
  readonly kind: 'saved';
  readonly table: string;
  readonly id: string;
  readonly row: object;
}

const tables = ['accounts', 'processed', 'seen', 'a-table-with-a-long-name'];
const ids = ['ann', '7', 'transaction:created #2'];
const row = fc.oneof(
  fc.record({ version: fc.nat(20) }),
  fc.record({ balance: fc.integer({ min: -99_999, max: 99_999 }) }),
  fc.record({ id: fc.constantFrom(...ids), balance: fc.integer({ min: -999, max: 999 }) }),
  fc.record({ owner: fc.string({ unit: 'grapheme', maxLength: 30 }), isOpen: fc.boolean() }),
);
const access = fc.record({
  kind: fc.constantFrom('saved', 'saved', 'loaded', 'refused'),
  who: fc.nat(3),
  table: fc.nat(3),
  id: fc.constantFrom(...ids),
  row,
});

/** A run that is short enough to be shown whole, of up to four copies and as many tables. */
const anySaves: fc.Arbitrary<Run> = fc
  .tuple(
    fc.integer({ min: 1, max: 4 }),
    fc.integer({ min: 1, max: 4 }),
    fc.array(access, { minLength: 1, maxLength: 24 }),
  )
  .map(([copies, most, all]) => {
    const at = 0;
    const channel = 'transaction:created';
    const passage = (who: number) => ({
      client: `accounts-${(who % copies) + 1}`,
      channel,
      sequence: (who % copies) + 1,
      subscription: (who % copies) + 1,
      at,
    });
    const each = Array.from({ length: copies }, (_, who) => passage(who));
    return {
      happened: [
        { kind: 'published', client: 'publisher', channel, sequence: 1, at },
        ...each.map((one): Happened => ({ kind: 'delivered', ...one })),
        ...all.map(({ kind, who, table, id, row: now }): Happened => {
          const where = { ...passage(who), table: tables[table % most]!, id };
          return kind === 'refused' ? { kind, ...where } : { kind, ...where, row: now };
        }),
        ...each.map((one): Happened => ({ kind: 'acknowledged', ...one })),
      ],
    };
  });

function isSave(event: Happened): event is Happened & Save {
  return event.kind === 'saved';
}

/** A text as it is put together again from the lines of a picture that it was broken into. */
function joined(text: string): string {
  return text.replace(/[\s│┃║┊┼─]/g, '');
}

test('what is saved is in the picture, with its label and its arrow, however little room there is', () => {
  fc.assert(
    fc.property(anySaves, fc.integer({ min: 72, max: 180 }), (run, width) => {
      const picture = lanes(run, { width });
      const arrow = picture.includes('lanes have no room side by side') ? ', ' : '>';
      let rest = joined(picture);
      for (const { row: saved, id } of run.happened.filter(isSave)) {
        const value = arrow === '>' ? `[${contents(saved)}]` : contents(saved);
        const told = joined(`saves ${id}${arrow}${value}`);
        expect(rest).toContain(told);
        rest = rest.slice(rest.indexOf(told) + told.length);
      }
    }),
    { numRuns: 300, seed: 8 },
  );
});

test('a label that has no room in its arrow stands above it', () => {
  const passage = { client: 'a', channel: 'c', sequence: 1, subscription: 1, at: 0 };
  const row = { id: 'ann', balance: 120 };
  const happened: Happened[] = [
    { kind: 'delivered', ...passage },
    { kind: 'saved', ...passage, table: 'accounts', id: 'ann', row },
    { kind: 'acknowledged', ...passage },
  ];
  expect(lanes({ happened }, { width: 50 })).toBe(
    [
      '         c             a           accounts',
      '      channel      listener        database',
      '         │             │               │',
      '0 s      │──── #1 ────>│               │',
      '         │             │ saves ann     │',
      '         │             │────>[id ann, balance 120]',
      '         │<─ ack #1 ───│               │',
    ].join('\n'),
  );
});
