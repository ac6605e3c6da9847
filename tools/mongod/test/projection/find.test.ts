import { Desk, type Plain, told } from '../desk';

const DOC = {
  _id: 1,
  a: 1,
  b: { c: 2, d: { e: 3 } },
  list: [1, 2, 3, 4, 5],
  items: [{ n: 1, x: 'a' }, { n: 2, x: 'b' }, { n: 3, x: 'b' }, 7, [{ n: 9 }]],
  z: 'last',
};

const CASES: readonly [projection: Plain, found: Plain][] = [
  [{}, DOC],
  [{ a: 1 }, { _id: 1, a: 1 }],
  // In the order of the document.
  [
    { z: 1, a: true },
    { _id: 1, a: 1, z: 'last' },
  ],
  [{ _id: 0, a: 1 }, { a: 1 }],
  [{ a: 1, _id: 0 }, { a: 1 }],
  [{ _id: 1 }, { _id: 1 }],
  [{ _id: 0 }, { ...rest('_id') }],
  [
    { a: 0, b: 0, list: 0, items: 0 },
    { _id: 1, z: 'last' },
  ],
  [
    { _id: 1, a: 0, list: 0, items: 0, b: 0 },
    { _id: 1, z: 'last' },
  ],
  [{ _id: 0, a: 0, list: 0, items: 0, b: 0 }, { z: 'last' }],
  [{ a: 0.5 }, { _id: 1, a: 1 }],
  [{ missing: 1 }, { _id: 1 }],
  // Dotted, and as a document.
  [{ 'b.c': 1 }, { _id: 1, b: { c: 2 } }],
  [{ b: { c: 1 } }, { _id: 1, b: { c: 2 } }],
  [{ b: { 'd.e': 1 } }, { _id: 1, b: { d: { e: 3 } } }],
  [{ b: { c: 1, d: 1 }, _id: 0 }, { b: { c: 2, d: { e: 3 } } }],
  [{ 'b.missing': 1 }, { _id: 1, b: {} }],
  // What has no fields is not taken, and stays where fields are left out.
  [{ 'a.b': 1 }, { _id: 1 }],
  [{ 'items.n': 1, _id: 0 }, { items: [{ n: 1 }, { n: 2 }, { n: 3 }, [{ n: 9 }]] }],
  [
    { 'items.n': 0, _id: 0, a: 0, b: 0, list: 0, z: 0 },
    { items: [{ x: 'a' }, { x: 'b' }, { x: 'b' }, 7, [{}]] },
  ],
  [
    { 'a.b': 0, b: 0, list: 0, items: 0 },
    { _id: 1, a: 1, z: 'last' },
  ],
  // $slice by itself leaves the other fields; beside what is taken it is one of these.
  [
    { list: { $slice: 2 }, items: 0, b: 0 },
    { _id: 1, a: 1, list: [1, 2], z: 'last' },
  ],
  [
    { list: { $slice: -2 }, a: 1 },
    { _id: 1, a: 1, list: [4, 5] },
  ],
  [
    { list: { $slice: [1, 2] }, a: 1 },
    { _id: 1, a: 1, list: [2, 3] },
  ],
  [
    { list: { $slice: [-2, 5] }, a: 1 },
    { _id: 1, a: 1, list: [4, 5] },
  ],
  [
    { list: { $slice: [9, 5] }, a: 1 },
    { _id: 1, a: 1, list: [] },
  ],
  [
    { _id: 1, list: { $slice: 1 } },
    { _id: 1, list: [1] },
  ],
  [
    { a: { $slice: 1 }, z: 1 },
    { _id: 1, a: 1, z: 'last' },
  ],
  // As an expression.
  [{ list: { $slice: ['$list', 1, 2] } }, { _id: 1, list: [2, 3] }],
  // $elemMatch takes the first, and comes after what is taken.
  [
    { items: { $elemMatch: { x: 'b' } }, z: 1 },
    { _id: 1, z: 'last', items: [{ n: 2, x: 'b' }] },
  ],
  [{ list: { $elemMatch: { $gt: 3 } } }, { _id: 1, list: [4] }],
  [{ list: { $elemMatch: { $gt: 30 } } }, { _id: 1 }],
  [{ a: { $elemMatch: { $gt: 0 } } }, { _id: 1 }],
  [{ _id: 0, list: { $elemMatch: { $gt: 3 } } }, { list: [4] }],
  // Worked out: after what is taken, in the order of the projection.
  [
    { sum: { $add: ['$a', '$b.c'] }, a: 1 },
    { _id: 1, a: 1, sum: 3 },
  ],
  [
    { sum: '$a', z: 'literal' },
    { _id: 1, sum: 1, z: 'literal' },
  ],
  [
    { a: '$z', b: { c: 1, e: '$a' } },
    { _id: 1, b: { c: 2, e: 1 }, a: 'last' },
  ],
  [{ x: { y: '$missing' } }, { _id: 1, x: {} }],
  [{ x: { $literal: 1 } }, { _id: 1, x: 1 }],
  [{ x: [1, '$a', '$missing'] }, { _id: 1, x: [1, 1, null] }],
  [{ 'items.y': '$a', _id: 0 }, { items: [{ y: 1 }, { y: 1 }, { y: 1 }, { y: 1 }, [{ y: 1 }]] }],
  [{ 'a.b': '$z', _id: 0 }, { a: { b: 'last' } }],
];

function rest(field: string): Plain {
  return Object.fromEntries(Object.entries(DOC).filter(([name]) => name !== field));
}

test.each(
  CASES.map(([projection, found]) => [JSON.stringify(projection), projection, found] as const),
)('%s', (_, projection, found) => {
  const desk = Desk.with([DOC]);
  expect(told(desk.found({ find: 'c', projection }))).toBe(told([found]));
});

/** Arrays in arrays, scalars among documents: with another document for each. */
const SHAPES: readonly [document: Plain, projection: Plain, found: Plain][] = [
  [{ a: ['s', {}, 's', { c: 1 }] }, { 'a.b': 1 }, { a: [{}, {}] }],
  [{ a: [null] }, { 'a.b': 1 }, { a: [] }],
  [{ a: [[1, { b: 1 }, { b: 2, c: 2 }, 's']] }, { 'a.b': 1 }, { a: [[{ b: 1 }, { b: 2 }]] }],
  [{ a: [1, { b: [[1, 2], [{}], 2] }, 2] }, { 'a.b.c': 1 }, { a: [{ b: [[], [{}]] }] }],
  [{ a: { b: 's' } }, { 'a.b.c': 1 }, { a: {} }],
  [{ a: [0, 1, 2, { 2: 3 }] }, { 'a.2': 1 }, { a: [{ 2: 3 }] }],
  [{ 'a.b': 1, a: 1 }, { 'a.b': 1 }, {}],
  [{ a: ['s', { b: 1, c: 1 }, { b: 3 }] }, { 'a.b': 0 }, { a: ['s', { c: 1 }, {}] }],
  [
    { a: [[], [{ b: [[1, 2], { c: 1, d: 1 }] }]] },
    { 'a.b.c': 0 },
    { a: [[], [{ b: [[1, 2], { d: 1 }] }]] },
  ],
  // What is worked out makes a document of everything but arrays.
  [{ a: ['s', { b: 1, c: 1 }] }, { 'a.b': 'new' }, { a: [{ b: 'new' }, { b: 'new' }] }],
  [
    { a: [[], [{ b: [[1, 2], { c: 1 }] }]] },
    { 'a.b.c': 'new' },
    { a: [[], [{ b: [[{ c: 'new' }, { c: 'new' }], { c: 'new' }] }]] },
  ],
  [
    { x: 1, a: { b: 1, c: 2 }, z: 3 },
    { z: 1, 'a.d': '$x', 'a.c': 1 },
    { a: { c: 2, d: 1 }, z: 3 },
  ],
];

test.each(SHAPES.map((each) => [JSON.stringify(each.slice(0, 2)), ...each] as const))(
  '%s',
  (_, document, projection, found) => {
    const desk = Desk.with([{ _id: 1, ...document }]);
    const all = desk.found({ find: 'c', projection: { ...projection, _id: 0 } });
    expect(told(all)).toBe(told([found]));
  },
);

const POSITIONAL: readonly [filter: Plain, projection: Plain, found: Plain | string][] = [
  [{ list: 3 }, { 'list.$': 1 }, { _id: 1, list: [3] }],
  [{ list: { $gt: 3 } }, { 'list.$': 1, a: 1 }, { _id: 1, a: 1, list: [4] }],
  [{ 'items.n': 2 }, { 'items.$': 1 }, { _id: 1, items: [{ n: 2, x: 'b' }] }],
  [
    { items: { $elemMatch: { x: 'b', n: 3 } } },
    { 'items.$': 1 },
    { _id: 1, items: [{ n: 3, x: 'b' }] },
  ],
  [{ $and: [{ list: 2 }] }, { 'list.$': 1 }, { _id: 1, list: [2] }],
  // No array: nothing to choose from.
  [{ a: 1 }, { 'a.$': 1 }, { _id: 1, a: 1 }],
  // No array at the end of the path: what is there of it is told.
  [{ list: 2 }, { 'g.$': 1 }, { _id: 1 }],
  [{ list: 2 }, { 'b.g.h.$': 1 }, { _id: 1, b: {} }],
  // The place in the one array is that in the other; the last condition decides.
  [{ 'items.n': 2 }, { 'list.$': 1 }, { _id: 1, list: [2] }],
  [{ $and: [{ list: 3 }, { list: 2 }] }, { 'list.$': 1 }, { _id: 1, list: [2] }],
  [{ list: { $in: [3, 2] } }, { 'list.$': 1 }, { _id: 1, list: [2] }],
  [{ $or: [{ list: 3 }, { list: 2 }] }, { 'list.$': 1 }, { _id: 1, list: [2] }],
  [{ list: 1 }, { '.$': 1 }, '5392900: Projection on field .$ is invalid'],
  [{ list: 1 }, { 'list.$': 0 }, '31395: positional projection cannot be used with exclusion'],
  ...[{}, { list: [1, 2, 3, 4, 5] }, { $or: [{ list: 2 }, { a: 9 }] }, { $nor: [{ list: 9 }] }].map(
    (filter): [Plain, Plain, string] => [
      filter,
      { 'list.$': 1 },
      "51246: Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
    ],
  ),
  [
    { list: { $size: 5 } },
    { 'list.$': 1 },
    "51246: Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
  ],
  [
    { list: 1 },
    { 'list.$': 1, 'items.$': 1 },
    '31276: Cannot specify more than one positional projection per query.',
  ],
  [
    { list: 1 },
    { 'list.$': 1, items: { $elemMatch: { n: 1 } } },
    '31255: Cannot specify positional operator and $elemMatch.',
  ],
  [
    { list: 1 },
    { items: { $elemMatch: { n: 1 } }, 'list.$': 1 },
    '31256: Cannot specify positional operator and $elemMatch.',
  ],
  [{ list: 1 }, { 'list.$': 'x' }, '31308: positional projection cannot be used with a literal'],
  [
    { list: 1 },
    { 'list.$': { $slice: 1 } },
    '31271: positional projection cannot be used with an expression or sub object',
  ],
];

test.each(POSITIONAL.map((each) => [JSON.stringify(each.slice(0, 2)), ...each] as const))(
  'positional: %s',
  (_, filter, projection, found) => {
    const desk = Desk.with([DOC]);
    const expected = typeof found === 'string' ? found : [found];
    expect(told(desk.found({ find: 'c', filter, projection }))).toBe(told(expected));
  },
);

const ERRORS: readonly [projection: Plain, error: string][] = [
  [{ a: 1, b: 0 }, '31254: Cannot do exclusion on field b in inclusion projection'],
  [{ a: 0, b: 1 }, '31253: Cannot do inclusion on field b in exclusion projection'],
  [{ '_id.x': 0, b: 1 }, '31253: Cannot do inclusion on field b in exclusion projection'],
  [{ a: 1, 'a.b': 1 }, '31249: Path collision at a.b remaining portion b'],
  [{ 'a.b': 1, a: 1 }, '31250: Path collision at a'],
  [{ a: { b: 1 }, 'a.b': 1 }, '31250: Path collision at a.b'],
  [
    { a: 0, b: { $add: [1, 2] } },
    '31252: Cannot use expression other than $meta in exclusion projection',
  ],
  [{ a: 0, b: 'x' }, '31310: Cannot use an expression b: "x" in an exclusion projection'],
  [
    { a: { $add: ['$x', 1] }, b: 0 },
    '31254: Cannot do exclusion on field b in inclusion projection',
  ],
  [{ a: { $nope: 1 } }, '31325: Unknown expression $nope'],
  [{ a: { $slice: 'x' } }, '31273: $slice only supports numbers and [skip, limit] arrays'],
  [{ a: { $slice: [1, -2] } }, '31259: $slice limit must be positive, got -2'],
  [{ a: { $elemMatch: 1 } }, '31274: elemMatch: Invalid argument, object required, but got int'],
  [
    { 'a.b': { $elemMatch: { x: 1 } } },
    '31275: Cannot use $elemMatch projection on a nested field.',
  ],
  [{ a: {} }, '51270: An empty sub-projection is not a valid value. Found empty object at path'],
  [{ '': 1 }, '40352: FieldPath cannot be constructed with empty string'],
  [{ 'a.': 1 }, "40353: FieldPath must not end with a '.'."],
  [{ 'a..b': 1 }, '15998: FieldPath field names may not be empty strings.'],
  [
    { 'a.$b': 1 },
    `16410: FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
  ],
];

test.each(
  ERRORS.map(([projection, error]) => [JSON.stringify(projection), projection, error] as const),
)('refused: %s', (_, projection, error) => {
  expect(Desk.with([DOC]).found({ find: 'c', projection })).toBe(error);
});

test('sorted and cut before they are projected', () => {
  const desk = Desk.with([1, 2, 3, 4].map((n) => ({ _id: n, n: -n, m: n * 2 })));
  const found = desk.found({
    find: 'c',
    projection: { m: 1, _id: 0 },
    sort: { n: 1 },
    skip: 1,
    limit: 2,
  });
  expect(told(found)).toBe(told([{ m: 6 }, { m: 4 }]));
});
