import { Decimal128, Double, Long, ObjectId, Timestamp } from 'bson';
import { Desk, NOW, type Plain, told } from '../desk';

const ID = ObjectId.createFromHexString('5f5e1000aabbccddeeff0011');
const D = (text: string): Decimal128 => Decimal128.fromString(text);
const L = (value: number | string): Long => Long.fromString(String(value));
const MAX_LONG = L('9223372036854775807');
const MAX_INT = 2147483647;
const date = (text: string): Date => new Date(text);

const DOC = {
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

/** What an expression comes to: a value, undefined for nothing, or an error. */
const CASES: readonly [expression: unknown, value: unknown][] = [
  // Paths and constants.
  ['$n', 5],
  ['$sub.y.z', 2],
  ['$missing', undefined],
  ['$docs.k', ['a', 'b']],
  ['$list.x', []],
  ['$n.x', undefined],
  ['$$ROOT.sub.x', 1],
  ['$$CURRENT.n', 5],
  ['$$NOW', new Date(NOW)],
  ['$$REMOVE', undefined],
  [{ $literal: '$n' }, '$n'],
  [{ $let: { vars: { a: 1, b: '$n' }, in: { $add: ['$$a', '$$b'] } } }, 6],
  [
    { a: '$n', b: '$missing', c: { d: '$flag' } },
    { a: 5, c: { d: true } },
  ],
  [
    ['$n', '$missing'],
    [5, null],
  ],
  // Sums keep the widest type; ints become longs, longs doubles, when they do not fit.
  [{ $add: [1, 2] }, 3],
  [{ $add: ['$n', '$big'] }, L(10)],
  [{ $add: ['$n', new Double(1)] }, new Double(6)],
  [{ $add: ['$dec', 1] }, D('3.50')],
  [{ $add: ['$dec', 0.1] }, D('2.600000000000000')],
  [{ $add: [MAX_INT, 1] }, L(2147483648)],
  [{ $add: [MAX_INT, 1, -5] }, 2147483643],
  [{ $add: [MAX_LONG, 1] }, new Double(2 ** 63)],
  [{ $add: ['$n', null] }, null],
  [{ $add: ['$n', '$missing'] }, null],
  [{ $add: [] }, 0],
  [{ $add: ['$when', 1000] }, date('2024-02-29T13:14:16.167Z')],
  [{ $add: ['$text', 1] }, '14: $add only supports numeric or date types, not string'],
  [{ $add: ['$when', '$when'] }, '16612: only one date allowed in an $add expression'],
  [{ $subtract: [7, 2] }, 5],
  [{ $subtract: ['$half', 1] }, 1.5],
  [{ $subtract: [-MAX_INT, 2] }, L(-2147483649)],
  [{ $subtract: ['$when', date('2024-02-29T13:14:15Z')] }, L(167)],
  [{ $subtract: ['$when', 167] }, date('2024-02-29T13:14:15Z')],
  [{ $subtract: [1, 'x'] }, "14: can't $subtract string from int"],
  [{ $multiply: [3, '$n'] }, 15],
  [{ $multiply: [65536, 65536] }, L(4294967296)],
  [{ $multiply: [MAX_LONG, 2] }, new Double(2 ** 64)],
  [{ $multiply: ['$dec', 2] }, D('5.00')],
  [{ $multiply: ['$flag', 2] }, '14: $multiply only supports numeric types, not bool'],
  // A double, also of two ints.
  [{ $divide: [6, 3] }, new Double(2)],
  [{ $divide: [D('1'), 3] }, D('0.3333333333333333333333333333333333')],
  [{ $divide: [D('6'), 2] }, D('3')],
  [{ $divide: [1, 0] }, "2: can't $divide by zero"],
  [{ $divide: ['x', 1] }, '14: $divide only supports numeric types, not string and int'],
  [{ $mod: [-7, 3] }, -1],
  [{ $mod: [7.5, 2] }, 1.5],
  [{ $mod: [L(7), 4] }, L(3)],
  [{ $mod: [D('7.5'), 2] }, D('1.5')],
  [{ $mod: [1, 0] }, "16610: can't $mod by zero"],
  // Rounding.
  [{ $abs: -5 }, 5],
  [{ $abs: D('-1.50') }, D('1.50')],
  [{ $ceil: 2.1 }, new Double(3)],
  [{ $floor: -2.1 }, new Double(-3)],
  [{ $floor: 7 }, 7],
  [{ $floor: D('-2.1') }, D('-3')],
  [{ $round: [2.5] }, new Double(2)],
  [{ $round: [3.5, 0] }, new Double(4)],
  [{ $round: [1234.5678, 2] }, 1234.57],
  [{ $round: [1250, -2] }, 1200],
  [{ $trunc: [-3.7] }, new Double(-3)],
  [{ $trunc: [19.255, 1] }, 19.2],
  [{ $sqrt: 16 }, new Double(4)],
  [{ $sqrt: -1 }, "28714: $sqrt's argument must be greater than or equal to 0, but is -1"],
  [{ $pow: [2, 10] }, 1024],
  [{ $pow: [2, 40] }, L(1099511627776)],
  [{ $pow: [2, 64] }, new Double(2 ** 64)],
  [{ $pow: [2, -1] }, 0.5],
  [{ $abs: 'x' }, '28765: $abs only supports numeric types, not string'],
  // Bits.
  [{ $bitAnd: [12, 10] }, 8],
  [{ $bitOr: [12, L(3)] }, L(15)],
  [{ $bitXor: [12, 10] }, 6],
  [{ $bitNot: 0 }, -1],
  [{ $bitAnd: [1, 1.5] }, '14: $bitAnd only supports int and long operands.'],
  [{ $tsSecond: new Timestamp({ t: 7, i: 2 }) }, L(7)],
  // Comparisons over types.
  [{ $eq: [1, new Double(1)] }, true],
  [{ $eq: ['$missing', null] }, false],
  [{ $lt: ['$missing', null] }, true],
  [{ $gt: ['a', 1] }, true],
  [{ $cmp: [1, 2] }, -1],
  [{ $ne: ['$n', '$big'] }, false],
  [{ $eq: [1] }, '16020: Expression $eq takes exactly 2 arguments. 1 were passed in.'],
  [{ $and: [1, 'x', []] }, true],
  [{ $and: [] }, true],
  [{ $or: [0, null, '$missing', false] }, false],
  [{ $not: ['$missing'] }, true],
  [{ $in: [2, '$list'] }, true],
  [{ $in: [2, '$n'] }, '40081: $in requires an array as a second argument, found: int'],
  // Choices.
  [{ $cond: ['$flag', 'yes', 'no'] }, 'yes'],
  [{ $cond: { if: '$missing', then: 1, else: '$$REMOVE' } }, undefined],
  [{ $cond: { if: 1, then: 1 } }, "17082: Missing 'else' parameter to $cond"],
  [{ $ifNull: ['$missing', '$nothing', 'x'] }, 'x'],
  [{ $ifNull: ['$missing', '$missing'] }, undefined],
  [{ $switch: { branches: [{ case: { $gt: ['$n', 3] }, then: 'big' }], default: 'small' } }, 'big'],
  [
    { $switch: { branches: [{ case: false, then: 1 }] } },
    '40066: $switch could not find a matching branch for an input, and no default was specified.',
  ],
  [{ $switch: 1 }, '40060: $switch requires an object as an argument, found: int'],
  [
    { $switch: { branches: [1] } },
    '40062: $switch expected each branch to be an object, found: int',
  ],
  // Texts.
  [{ $concat: ['a', '$text'] }, 'aStraße'],
  [{ $concat: ['a', '$missing'] }, null],
  [{ $concat: ['a', 1] }, '16702: $concat only supports strings, not int'],
  [{ $toUpper: '$text' }, 'STRAßE'],
  [{ $toLower: '$missing' }, ''],
  [{ $strLenCP: '$text' }, 6],
  [{ $strLenBytes: '$text' }, 7],
  [{ $substrCP: ['$text', 3, 2] }, 'aß'],
  [{ $substrBytes: ['$text', 0, 3] }, 'Str'],
  [
    { $substrBytes: ['$text', 0, 5] },
    '28657: $substrBytes:  Invalid range, ending index is in the middle of a UTF-8 character.',
  ],
  [{ $indexOfCP: ['$text', 'e'] }, 5],
  [{ $indexOfBytes: ['$text', 'e'] }, 6],
  [{ $split: ['a,b,', ','] }, ['a', 'b', '']],
  [{ $trim: { input: '  a b\n' } }, 'a b'],
  [{ $ltrim: { input: 'xxaxx', chars: 'x' } }, 'axx'],
  [{ $replaceOne: { input: 'aXbX', find: 'X', replacement: { $literal: '$&' } } }, 'a$&bX'],
  [{ $replaceAll: { input: 'aXbX', find: 'X', replacement: '-' } }, 'a-b-'],
  [{ $strcasecmp: ['ABC', 'abd'] }, -1],
  [{ $regexMatch: { input: '$text', regex: /STR/i } }, true],
  [
    { $regexFind: { input: 'xxab', regex: '(a)(c)?b' } },
    { match: 'ab', idx: 2, captures: ['a', null] },
  ],
  [
    { $regexFindAll: { input: 'a1b2', regex: '[0-9]' } },
    [
      { match: '1', idx: 1, captures: [] },
      { match: '2', idx: 3, captures: [] },
    ],
  ],
  // Arrays.
  [{ $size: '$list' }, 3],
  [
    { $size: '$missing' },
    '17124: The argument to $size must be an array, but was of type: missing',
  ],
  [{ $arrayElemAt: ['$list', -1] }, 2],
  [{ $arrayElemAt: ['$list', 9] }, undefined],
  [{ $first: '$list' }, 3],
  [{ $last: '$list' }, 2],
  [{ $slice: ['$list', -2] }, [1, 2]],
  [{ $slice: ['$list', 1, 5] }, [1, 2]],
  [{ $concatArrays: ['$list', [9]] }, [3, 1, 2, 9]],
  [{ $reverseArray: '$list' }, [2, 1, 3]],
  [{ $range: [0, 5, 2] }, [0, 2, 4]],
  [{ $range: [3, 0, -1] }, [3, 2, 1]],
  [{ $isArray: ['$list'] }, true],
  [{ $indexOfArray: ['$list', 2] }, 2],
  [{ $filter: { input: '$list', cond: { $gte: ['$$this', 2] } } }, [3, 2]],
  [{ $filter: { input: '$list', as: 'x', cond: { $gte: ['$$x', 2] }, limit: 1 } }, [3]],
  [{ $map: { input: '$docs', as: 'd', in: '$$d.v' } }, [1, 2, null]],
  [
    {
      $reduce: {
        input: '$list',
        initialValue: '',
        in: { $concat: ['$$value', { $toString: '$$this' }] },
      },
    },
    '312',
  ],
  [
    { $zip: { inputs: [[1, 2], ['a']], useLongestLength: true, defaults: [0, 'z'] } },
    [
      [1, 'a'],
      [2, 'z'],
    ],
  ],
  [{ $sortArray: { input: '$list', sortBy: -1 } }, [3, 2, 1]],
  [{ $sortArray: { input: [{ a: 2 }, { a: 1 }], sortBy: { a: 1 } } }, [{ a: 1 }, { a: 2 }]],
  [{ $maxN: { input: '$list', n: 2 } }, [3, 2]],
  [{ $sum: '$list' }, 6],
  [{ $sum: ['$n', '$half', 'x'] }, 7.5],
  [{ $avg: '$list' }, new Double(2)],
  [{ $max: ['$n', '$missing', 'z'] }, 'z'],
  [
    { $zip: { inputs: [[1]], defaults: [0] } },
    '34466: cannot specify defaults unless useLongestLength is true',
  ],
  // Sets come in the order of values.
  [
    {
      $setUnion: [
        [3, 1],
        [2, 1, new Double(3)],
      ],
    },
    [1, 2, 3],
  ],
  [
    {
      $setIntersection: [
        [3, 1, 2],
        [2, 3],
      ],
    },
    [2, 3],
  ],
  [{ $setDifference: [[3, 1, 2, 3], [2]] }, [3, 1]],
  [{ $setIsSubset: [[1], [2, 1]] }, true],
  [
    {
      $setEquals: [
        [1, 2],
        [2, 1, 1],
      ],
    },
    true,
  ],
  [{ $anyElementTrue: [[0, 1]] }, true],
  // Documents.
  [
    { $objectToArray: '$sub' },
    [
      { k: 'x', v: 1 },
      { k: 'y', v: { z: 2 } },
    ],
  ],
  [
    {
      $arrayToObject: [
        [
          ['a', 1],
          ['b', 2],
        ],
      ],
    },
    { a: 1, b: 2 },
  ],
  [{ $arrayToObject: { $literal: [{ k: 'a', v: 1 }] } }, { a: 1 }],
  [{ $mergeObjects: ['$sub', { x: 9 }, null] }, { x: 9, y: { z: 2 } }],
  [{ $getField: { field: 'x', input: '$sub' } }, 1],
  [{ $getField: 'n' }, 5],
  [{ $setField: { field: 'a.b', input: '$sub', value: 1 } }, { x: 1, y: { z: 2 }, 'a.b': 1 }],
  [{ $unsetField: { field: 'y', input: '$sub' } }, { x: 1 }],
  // Types.
  [{ $type: '$missing' }, 'missing'],
  [{ $type: '$big' }, 'long'],
  [{ $isNumber: '$dec' }, true],
  [{ $toString: '$id' }, ID.toHexString()],
  [{ $toString: 2.5 }, '2.5'],
  [{ $toString: new Double(1e21) }, '1e+21'],
  [{ $toString: { $add: [0.1, 0.2] } }, '0.3'],
  [{ $toString: '$when' }, '2024-02-29T13:14:15.167Z'],
  [{ $toInt: '42' }, 42],
  [{ $toInt: -2.9 }, -2],
  [
    { $toInt: 'x42' },
    "241: Failed to parse number 'x42' in $convert with no onError value: Did not consume any digits",
  ],
  [
    { $toInt: L(2147483648) },
    '241: Conversion would overflow target type in $convert with no onError value: 2147483648',
  ],
  [
    { $toInt: '$id' },
    '241: Unsupported conversion from objectId to int in $convert with no onError value',
  ],
  [{ $toLong: '$when' }, L(DATE())],
  [{ $toDouble: '1.5e3' }, new Double(1500)],
  [{ $toDecimal: 1 }, D('1')],
  [{ $toBool: 'false' }, true],
  [{ $toDate: '2024-02-29' }, date('2024-02-29')],
  [{ $toDate: '$id' }, date('2020-09-13T12:26:40Z')],
  [{ $toObjectId: ID.toHexString() }, ID],
  [{ $convert: { input: 'x', to: 'int', onError: 'bad' } }, 'bad'],
  [{ $convert: { input: '$missing', to: '$missing', onNull: 0 } }, 0],
  [{ $convert: { input: 1, to: 'minKey', onError: 'bad' } }, 'bad'],
  [{ $convert: { input: 1, to: 'nope', onError: 'bad' } }, '2: Unknown type name: nope'],
  // Dates.
  [{ $year: '$when' }, 2024],
  [{ $dayOfYear: '$when' }, 60],
  [{ $dayOfWeek: '$when' }, 5],
  [{ $isoWeek: '$when' }, 9],
  [{ $isoWeekYear: { $toDate: '2027-01-03' } }, L(2026)],
  [{ $week: { $toDate: '2027-01-03' } }, 1],
  [{ $hour: { date: '$when', timezone: 'America/New_York' } }, 8],
  [{ $hour: { date: '$when', timezone: '+05:30' } }, 18],
  [
    { $minute: { date: '$when', timezone: 'nowhere' } },
    '40485: unrecognized time zone identifier: "nowhere"',
  ],
  [{ $year: '$missing' }, null],
  [{ $year: 'x' }, "16006: can't convert from BSON type string to Date"],
  [{ $dateToString: { date: '$when' } }, '2024-02-29T13:14:15.167Z'],
  [
    { $dateToString: { date: '$when', format: '%Y-%m-%d %H:%M:%S.%L %z %j %%' } },
    '2024-02-29 13:14:15.167 +0000 060 %',
  ],
  [{ $dateToString: { date: '$when', timezone: 'Europe/Berlin', format: '%H %z' } }, '14 +0100'],
  [{ $dateToString: { date: '$missing', onNull: 'none' } }, 'none'],
  [{ $dateFromString: { dateString: '2024-02-29T13:14:15+02:00' } }, date('2024-02-29T11:14:15Z')],
  [{ $dateFromString: { dateString: '29.2.2024', format: '%d.%m.%Y' } }, date('2024-02-29')],
  [
    { $dateFromString: { dateString: '2024-07-01T12:00', timezone: 'Europe/Berlin' } },
    date('2024-07-01T10:00Z'),
  ],
  [{ $dateFromString: { dateString: 'soon', onError: 'bad' } }, 'bad'],
  [{ $dateFromParts: { year: 2024, month: 14, day: 0 } }, date('2025-01-31')],
  [{ $dateFromParts: { isoWeekYear: 2024, isoWeek: 1, isoDayOfWeek: 7 } }, date('2024-01-07')],
  [
    { $dateToParts: { date: '$when' } },
    { year: 2024, month: 2, day: 29, hour: 13, minute: 14, second: 15, millisecond: 167 },
  ],
  [{ $dateAdd: { startDate: '$when', unit: 'year', amount: 1 } }, date('2025-02-28T13:14:15.167Z')],
  [
    { $dateAdd: { startDate: { $toDate: '2024-01-31' }, unit: 'month', amount: 1 } },
    date('2024-02-29'),
  ],
  [
    { $dateSubtract: { startDate: '$when', unit: 'day', amount: 29 } },
    date('2024-01-31T13:14:15.167Z'),
  ],
  [
    // The clocks go forward in between: the same time of day is 23 hours later.
    {
      $dateAdd: {
        startDate: { $toDate: '2024-03-30T12:00' },
        unit: 'day',
        amount: 1,
        timezone: 'Europe/Berlin',
      },
    },
    date('2024-03-31T11:00Z'),
  ],
  [
    { $dateDiff: { startDate: { $toDate: '2023-12-31T23:59' }, endDate: '$when', unit: 'year' } },
    L(1),
  ],
  [{ $dateDiff: { startDate: { $toDate: '2024-02-24' }, endDate: '$when', unit: 'week' } }, L(1)],
  [{ $dateTrunc: { date: '$when', unit: 'month' } }, date('2024-02-01')],
  [{ $dateTrunc: { date: '$when', unit: 'week', startOfWeek: 'monday' } }, date('2024-02-26')],
  [{ $dateTrunc: { date: '$when', unit: 'minute', binSize: 15 } }, date('2024-02-29T13:00Z')],
  // Nothing where there is nothing, whatever else is wrong; then what is wrong.
  [
    { $dateDiff: { startDate: '$missing', endDate: 1, unit: 'century', timezone: 'nowhere' } },
    null,
  ],
  [{ $dateTrunc: { date: 1, unit: 'century', timezone: '$missing' } }, null],
  [{ $dateTrunc: { date: '$when', unit: 'day', startOfWeek: 'ignored' } }, date('2024-02-29')],
  [
    { $dateTrunc: { date: '$when', unit: 'week', startOfWeek: 'fridie' } },
    "5439016: $dateTrunc parameter 'startOfWeek' value cannot be recognized as a day of a week: fridie",
  ],
  [
    { $dateDiff: { startDate: '$when', endDate: '$when', unit: 'decade' } },
    "5439014: $dateDiff parameter 'unit' value cannot be recognized as a time unit: decade",
  ],
  [
    { $dateAdd: { startDate: '$when', unit: 'epoch', amount: 1 } },
    '9: unknown time unit value: epoch',
  ],
  [{ $dateAdd: { unit: 'day', amount: 1 } }, "5166402: Missing 'startDate' parameter to $dateAdd"],
  // In Paris it is the 31st already, of a month before one that has no such day.
  [
    {
      $dateAdd: {
        startDate: date('2021-01-30T23:30Z'),
        unit: 'month',
        amount: 1,
        timezone: 'Europe/Paris',
      },
    },
    date('2021-02-27T23:30Z'),
  ],
  [
    {
      $dateTrunc: {
        date: date('2000-01-30T18:00Z'),
        unit: 'week',
        binSize: 2,
        timezone: 'America/New_York',
        startOfWeek: 'mon',
      },
    },
    date('2000-01-17T05:00Z'),
  ],
  [
    {
      $dateTrunc: {
        date: date('2021-12-01T18:23:36Z'),
        unit: 'hour',
        binSize: 4,
        timezone: 'America/New_York',
      },
    },
    date('2021-12-01T17:00Z'),
  ],
  [{ $type: { $rand: {} } }, 'double'],
  [{ $lt: [{ $rand: [] }, 1] }, true],
  [{ $rand: [1] }, '3040501: $rand does not currently accept arguments'],
  [{ $rand: { a: 1 } }, '3040501: $rand does not currently accept arguments'],
  [{ $rand: 1 }, '10065: invalid parameter: expected an object ($rand)'],
  // What would be too much, to make or to send.
  [
    { $range: [0, MAX_INT] },
    '146: $range would use too much memory (34359738352 bytes) and cannot spill to disk. Memory limit: 104857600 bytes',
  ],
  [
    { $map: { input: { $range: [0, 20000] }, in: { $substrBytes: ['x'.repeat(1000), 0, -1] } } },
    '10334: BSONObj size is invalid. Size must be between 0 and 16793600(16MB)',
  ],
  [
    nested(20_000),
    '15: cannot convert document to BSON because it exceeds the limit of 180 levels of nesting',
  ],
  [{ $eq: [nested(20_000), nested(20_000)] }, '15: Maximum call stack size exceeded'],
  // What is none.
  [{ $nope: 1 }, "168: Unrecognized expression '$nope'"],
  [
    { $add: [1], $subtract: [1] },
    '15983: An object representing an expression must have exactly one field: { $add: [ 1 ], $subtract: [ 1 ] }',
  ],
  ['$$nope', '17276: Use of undefined variable: nope'],
  ['$', "16872: '$' by itself is not a valid FieldPath"],
  [
    { $let: { vars: { A: 1 }, in: 1 } },
    "9: 'A' starts with an invalid character for a user variable name",
  ],
];

function nested(levels: number): Plain {
  return { $reduce: { input: { $range: [0, levels] }, initialValue: {}, in: { a: '$$value' } } };
}

function DATE(): number {
  return Date.UTC(2024, 1, 29, 13, 14, 15, 167);
}

const desk = Desk.with([DOC]);

/** What was said, without where. */
function bare(found: readonly Plain[] | string): readonly Plain[] | string {
  return typeof found === 'string' ? found.replace(/^(\d+: )(?:.* :: caused by :: )/, '$1') : found;
}

test.each(
  CASES.map(
    ([expression, value]) => [JSON.stringify(expression).slice(0, 200), expression, value] as const,
  ),
)('%s', (_, expression, value) => {
  const found = bare(desk.aggregate([{ $replaceWith: { r: expression } }]));
  const isError = typeof value === 'string' && /^\d+: /.test(value);
  const expected = isError ? value : [value === undefined ? {} : { r: value }];
  expect(told(found)).toBe(told(expected));
});
