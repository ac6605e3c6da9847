import { Double } from 'bson';
import { type Case, D, date, DATE, ID, L, MAX_INT, nested, testEach } from './cases';

const CASES: readonly Case[] = [
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

testEach(CASES);
