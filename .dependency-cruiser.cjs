'use strict';
// What may import what: `npm run lint` asks this of every import, types included.
const fs = require('node:fs');
const path = require('node:path');

const OWN = '@workbook/';
const tools = path.join(__dirname, 'tools');

/** The rooms, by name: what the package.json of each says. */
const rooms = Object.fromEntries(
  fs
    .readdirSync(tools)
    .map((room) => [room, path.join(tools, room, 'package.json')])
    .filter(([, file]) => fs.existsSync(file))
    .map(([room, file]) => [room, JSON.parse(fs.readFileSync(file, 'utf8'))]),
);

/** The rooms that a package.json names; a room's tests may also import what only they need. */
function roomsIn({ dependencies, devDependencies }) {
  return Object.keys({ ...dependencies, ...devDependencies })
    .filter((name) => name.startsWith(OWN))
    .map((name) => name.slice(OWN.length));
}

const others = (allowed) => `^tools/(?!(?:${allowed.join('|') || 'none'})/)[^/]+/`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no circles',
      comment: 'Nothing imports itself by way of others: move what both need to a file of its own.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'rooms by their names',
      comment:
        'Import another room by its name, @workbook/NAME, and from what its package.json exports.',
      severity: 'error',
      from: { path: '^(tools/[^/]+|labs|solutions)/' },
      to: { path: '^tools/[^/]+/', pathNot: '^$1/', dependencyTypes: ['local'] },
    },
    ...Object.entries(rooms).map(([room, its]) => ({
      name: `${room} imports what its package.json names`,
      comment: `Add the room to dependencies of tools/${room}/package.json, if the table in CONTRIBUTING.md is to change.`,
      severity: 'error',
      from: { path: `^tools/${room}/` },
      to: { path: others([room, ...roomsIn(its)]) },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['require', 'node', 'default', 'types'],
    },
  },
};
