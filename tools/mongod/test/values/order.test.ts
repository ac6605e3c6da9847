import { Binary, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import {
  compare,
  decode,
  encode,
  keyOf,
  type Numeric,
  product,
  sum,
  typeOf,
  type Value,
} from '../../src/values';

const int = (value: number): Int32 => new Int32(value);
const long = (value: bigint): Long => Long.fromBigInt(value);
const double = (value: number): Double => new Double(value);
const decimal = (text: string): Decimal128 => Decimal128.fromString(text);

/** In their order (manual, "Comparison/Sort Order"); values of one line are equal. */
const ORDER: readonly (readonly Value[])[] = [
  [new MinKey()],
  [null],
  [double(NaN), decimal('NaN')],
  [double(-Infinity), decimal('-Infinity')],
  [long(-(2n ** 63n))],
  [int(-1), double(-1), long(-1n), decimal('-1.0')],
  [int(0), double(-0), decimal('-0E3')],
  [double(5e-324)],
  [decimal('0.1')],
  // All its binary digits: a little more than a tenth.
  [double(0.1)],
  [int(1), double(1), long(1n), decimal('1'), decimal('10E-1')],
  [double(2 ** 53), long(2n ** 53n)],
  // As a double it is the one before.
  [long(2n ** 53n + 1n)],
  [long(2n ** 63n - 1n)],
  [double(2 ** 63)],
  [decimal('9E6000')],
  [double(Infinity), decimal('Infinity')],
  [''],
  ['A'],
  ['a'],
  ['ab'],
  ['é'],
  // By code points; the halves of the second come before.
  ['\uffff'],
  ['\u{1f600}'],
  [new Map()],
  [new Map<string, Value>([['z', null]])],
  [new Map([['a', int(1)]]), new Map([['a', double(1)]])],
  [
    new Map([
      ['a', int(1)],
      ['b', int(0)],
    ]),
  ],
  [new Map([['b', int(1)]])],
  [new Map([['a', '']])],
  [[]],
  [[int(1)], [long(1n)]],
  [[int(1), int(0)]],
  [[int(2)]],
  [new Binary(new Uint8Array([9]))],
  [new Binary(new Uint8Array([1, 2]))],
  [new Binary(new Uint8Array([1, 3]))],
  [new Binary(new Uint8Array([0, 0]), 5)],
  [new ObjectId('000000000000000000000001')],
  [new ObjectId('ff0000000000000000000000')],
  [false],
  [true],
  [new Date(-1)],
  [new Date(0)],
  [new Timestamp({ t: 1, i: 2 })],
  [new Timestamp({ t: 2, i: 1 })],
  [new MaxKey()],
];

test('all values have one order', () => {
  ORDER.forEach((equals, place) => {
    ORDER.forEach((others, otherPlace) => {
      for (const one of equals)
        for (const other of others)
          expect([one, other, Math.sign(compare(one, other))]).toEqual([
            one,
            other,
            Math.sign(place - otherPlace),
          ]);
    });
  });
});

test('what is encoded is decoded as it was', () => {
  const all = new Map(ORDER.flat().map((value, index) => [`${999 - index}`, value]));
  const back = decode(encode(all));
  expect([...back.keys()]).toEqual([...all.keys()]);
  for (const [name, value] of all) {
    expect(typeOf(back.get(name)!)).toBe(typeOf(value));
    expect(compare(back.get(name)!, value)).toBe(0);
  }
  expect(encode(back)).toEqual(encode(all));
});

const shown = (value: Numeric | undefined): string =>
  value === undefined ? 'overflow' : `${typeOf(value)} ${value.toString()}`;

test.each([
  [int(1), int(2), 'int 3', 'int 2'],
  [int(2 ** 31 - 1), int(2), 'long 2147483649', 'long 4294967294'],
  [int(1), long(2n), 'long 3', 'long 2'],
  [long(2n ** 63n - 1n), int(2), 'overflow', 'overflow'],
  [long(2n ** 63n - 1n), int(-1), 'long 9223372036854775806', 'long -9223372036854775807'],
  [int(1), double(0.5), 'double 1.5', 'double 0.5'],
  [long(2n ** 63n - 1n), double(1), 'double 9223372036854776000', 'double 9223372036854776000'],
  [decimal('1.10'), int(2), 'decimal 3.10', 'decimal 2.20'],
  [decimal('1'), double(0.1), 'decimal 1.100000000000000', 'decimal 0.100000000000000'],
  [
    decimal('9999999999999999999999999999999999'),
    decimal('1.5'),
    'decimal 1.000000000000000000000000000000000E+34',
    'decimal 1.500000000000000000000000000000000E+34',
  ],
  [decimal('Infinity'), int(1), 'decimal Infinity', 'decimal Infinity'],
])('%s and %s', (one, other, added, multiplied) => {
  expect([shown(sum(one, other)), shown(product(one, other))]).toEqual([added, multiplied]);
});

test('values have the same key if they are equal', () => {
  const all = ORDER.flat();
  for (const one of all)
    for (const other of all)
      expect([one, other, keyOf(one) === keyOf(other)]).toEqual([
        one,
        other,
        compare(one, other) === 0,
      ]);
});
