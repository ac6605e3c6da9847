import { Decimal128, Long, ObjectId } from 'bson';
import { Desk, type Plain, told } from '../desk';

export const ID = ObjectId.createFromHexString('5f5e1000aabbccddeeff0011');
export const D = (text: string): Decimal128 => Decimal128.fromString(text);
export const L = (value: number | string): Long => Long.fromString(String(value));
export const MAX_LONG = L('9223372036854775807');
export const MAX_INT = 2147483647;
export const date = (text: string): Date => new Date(text);

export const DOC = {
  _id: 1,
  n: 5,
  big: L(5),
  half: 2.5,
  dec: D('2.50'),
  text: 'Straße',
  flag: true,
  nothing: null,
  when: date('2024-02-29T13:14:15.167Z'),
  list: [3, 1, 2],
  docs: [{ k: 'a', v: 1 }, { k: 'b', v: 2 }, 7],
  sub: { x: 1, y: { z: 2 } },
  id: ID,
};

export function nested(levels: number): Plain {
  return { $reduce: { input: { $range: [0, levels] }, initialValue: {}, in: { a: '$$value' } } };
}

export function DATE(): number {
  return Date.UTC(2024, 1, 29, 13, 14, 15, 167);
}

const desk = Desk.with([DOC]);

/** What was said, without where. */
function bare(found: readonly Plain[] | string): readonly Plain[] | string {
  return typeof found === 'string' ? found.replace(/^(\d+: )(?:.* :: caused by :: )/, '$1') : found;
}

/** What an expression comes to: a value, undefined for nothing, or an error. */
export type Case = readonly [expression: unknown, value: unknown];

/** A test for each. */
export function testEach(cases: readonly Case[]): void {
  test.each(
    cases.map(
      ([expression, value]) =>
        [JSON.stringify(expression).slice(0, 200), expression, value] as const,
    ),
  )('%s', (_, expression, value) => {
    const found = bare(desk.aggregate([{ $replaceWith: { r: expression } }]));
    const isError = typeof value === 'string' && /^\d+: /.test(value);
    const expected = isError ? value : [value === undefined ? {} : { r: value }];
    expect(told(found)).toBe(told(expected));
  });
}
