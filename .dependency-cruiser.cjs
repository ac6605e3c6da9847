'use strict';
// What may import what: `npm run lint` asks this of every import, types included.
const fs = require('node:fs');
const path = require('node:path');

const OWN = '@workbook/';
const tools = path.join(__dirname, 'tools');

/** What the package.json of each room says, by the name of its folder. */
const rooms = fs
  .readdirSync(tools)
  .map((room) => [room, path.join(tools, room, 'package.json')])
  .filter(([, file]) => fs.existsSync(file))
  .map(([room, file]) => [room, JSON.parse(fs.readFileSync(file, 'utf8'))]);

function roomsIn(dependencies) {
  return Object.keys(dependencies)
    .filter((name) => name.startsWith(OWN))
    .map((name) => name.slice(OWN.length));
}

/** Whatever is in a room that is none of these. */
const outside = (allowed) => `^tools/(?!(?:${allowed.join('|')})/)[^/]+/`;

/** What is proved by a run, and so may look at what the broker saw. */
const PROOFS = ['^labs/[^/]+/test/', '^solutions/[^/]+/predict\\.ts$'];

/** @returns two rules; what is under devDependencies is for tests alone */
function arrowsOf([room, { dependencies = {}, devDependencies = {} }]) {
  const sentence = (key) =>
    `If the arrow is to be there, name the room under ${key} in tools/${room}/package.json and in the table of CONTRIBUTING.md.`;
  const needed = [room, ...roomsIn(dependencies)];
  return [
    {
      name: `${room} imports what its package.json names`,
      comment: sentence('dependencies'),
      severity: 'error',
      from: { path: `^tools/${room}/(?!test/)` },
      to: { path: outside(needed) },
    },
    {
      name: `tests of ${room} import what its package.json names`,
      comment: sentence('devDependencies'),
      severity: 'error',
      from: { path: `^tools/${room}/test/` },
      to: { path: outside([...needed, ...roomsIn(devDependencies)]) },
    },
  ];
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no circles',
      comment: 'Nothing may import itself by way of others: move what both need to a third file.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'rooms by their names',
      comment:
        'Import another room by its name, @workbook/NAME. A lab imports no other lab, and no solution.',
      severity: 'error',
      // What stands beside the rooms is for all of them: tools/run.cjs.
      from: { path: '^((tools|labs|solutions)/[^/]+)/' },
      to: {
        pathNot: ['^$1/', '^$2/[^/]+$'],
        dependencyTypes: ['local'],
        dependencyTypesNot: ['aliased-workspace'],
      },
    },
    {
      name: 'rooms by their doors',
      comment: 'Of a room, import what `exports` in its package.json names.',
      severity: 'error',
      from: {},
      to: { path: `^${OWN}`, couldNotResolve: true },
    },
    {
      name: 'packages of tests in tests',
      comment: 'What more than the tests need of it belongs under dependencies in package.json.',
      severity: 'error',
      from: { path: '^tools/[^/]+/(?!test/)' },
      to: { dependencyTypes: ['npm-dev'] },
    },
    {
      name: 'no room in what learners write',
      comment: 'A solution and a starter import public packages only.',
      severity: 'error',
      from: { path: '^(labs|solutions)/', pathNot: PROOFS },
      to: { path: '^tools/' },
    },
    {
      name: 'proofs import the testkit',
      comment: "A lab's tests and the answers of a solution import @workbook/testkit alone.",
      severity: 'error',
      from: { path: PROOFS },
      to: { path: outside(['testkit']) },
    },
    ...rooms.flatMap(arrowsOf),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['require', 'node', 'default', 'types'],
    },
  },
};
