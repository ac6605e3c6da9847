import { Desk, type Plain } from '../desk';

const AFTER = (name: string): string => `Invalid ${name} :: caused by :: `;
const ERRORS: readonly [pipeline: readonly unknown[], error: string][] = [
  [[{ $nope: 1 }], "40324: Unrecognized pipeline stage name: '$nope'"],
  [[{}], '40323: A pipeline stage specification object must contain exactly one field.'],
  [[1], "14: Each element of the 'pipeline' array must be an object"],
  [[{ $changeStream: {} }], '40573: The $changeStream stage is only supported on replica sets'],
  [[{ $match: 1 }], '15959: the match filter must be an expression in an object'],
  [[{ $limit: 0 }], '15958: the limit must be positive'],
  [
    [{ $limit: 'x' }],
    '5107201: invalid argument to $limit stage: Expected a number in: $limit: "x"',
  ],
  [
    [{ $skip: -1 }],
    '5107200: invalid argument to $skip stage: Expected a non-negative number in: $skip: -1',
  ],
  [[{ $sort: {} }], '15976: $sort stage must have at least one sort key'],
  [[{ $count: '$n' }], '40158: the count field cannot be a $-prefixed path'],
  [[{ $group: { n: { $sum: 1 } } }], '15955: a group specification must include an _id'],
  [[{ $group: { _id: 1, n: 1 } }], "40234: The field 'n' must be an accumulator object"],
  [[{ $group: { _id: 1, n: { $nope: 1 } } }], "15952: unknown group operator '$nope'"],
  [[{ $group: { _id: 1, n: { $sum: [1] } } }], '40237: The $sum accumulator is a unary operator'],
  [
    [{ $unwind: 'tags' }],
    "28818: path option to $unwind stage should be prefixed with a '$': tags",
  ],
  [[{ $unwind: {} }], '28812: no path specified to $unwind stage'],
  [
    [{ $project: {} }],
    `51272: ${AFTER('$project')}projection specification must have at least one field`,
  ],
  [
    [{ $project: { a: 1, b: 0 } }],
    `31254: ${AFTER('$project')}Cannot do exclusion on field b in inclusion projection`,
  ],
  [
    [{ $project: { 'a.$': 1 } }],
    `31324: ${AFTER('$project')}Cannot use positional projection in aggregation projection`,
  ],
  [
    [{ $project: { a: { $elemMatch: {} } } }],
    `168: ${AFTER('$project')}Cannot use $elemMatch in this context`,
  ],
  [
    [{ $set: { a: 1, 'a.b': 2 } }],
    `40176: ${AFTER('$set')}specification contains two conflicting paths. Cannot specify both 'a.b' and 'a': { a: 1, a.b: 2 }`,
  ],
  [[{ $addFields: 1 }], '40272: $addFields specification stage must be an object, got int'],
  [
    [{ $unset: [] }],
    '31119: $unset specification must be a string or an array with at least one field',
  ],
  [
    [{ $limit: 1 }, { $replaceRoot: { newRoot: '$missing' } }, { $limit: 1 }],
    `40228: PlanExecutor error during aggregation :: caused by :: 'newRoot' expression must evaluate to an object, but resulting value was: MISSING. Type of resulting value: 'missing'. Input document: { _id: 1, item: "a", price: 10, quantity: 2, tags: [ "x", "y" ] }`,
  ],
  [
    [{ $lookup: { from: 'stock', as: 'x' } }],
    "9: $lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified",
  ],
  [
    [{ $lookup: { localField: 'a', foreignField: 'b', as: 'x' } }],
    "9: must specify 'pipeline' when 'from' is empty",
  ],
  [
    [{ $facet: { a: [{ $facet: { b: [] } }] } }],
    '40600: $facet is not allowed to be used within a $facet stage',
  ],
  [[{ $out: 'o' }, { $limit: 1 }], '40601: $out can only be the final stage in the pipeline'],
  [
    [{ $limit: 1 }, { $collStats: { count: {} } }],
    '40602: $collStats is only valid as the first stage in a pipeline',
  ],
  [
    [{ $bucket: { groupBy: '$a', boundaries: [2, 1] } }],
    "40194: The 'boundaries' option to $bucket must be sorted, but elements 0 and 1 are not in ascending order (2 is not less than 1).",
  ],
  [
    [{ $graphLookup: {} }],
    "238: $graphLookup is not in the workbook's embedded MongoDB. Where a mongod is installed, name it: MONGOMS_SYSTEM_BINARY=/path/to/mongod",
  ],
];

const desk = Desk.with([{ _id: 1, item: 'a', price: 10, quantity: 2, tags: ['x', 'y'] }]);

test.each(ERRORS.map(([pipeline, error]) => [JSON.stringify(pipeline), pipeline, error] as const))(
  'refused: %s',
  (_, pipeline, error) => {
    expect(desk.aggregate(pipeline as readonly Plain[])).toBe(error);
  },
);
