'use strict';
// Every npm script of the workbook and of its labs comes in here, `node tools/door.cjs PROGRAM ARG...`,
// so that what a program needs is looked at before anything of it is loaded: the Node that runs it, and
// what `npm ci` installs. Plain old syntax on purpose, here and in what stands above the program.
require('./node-version.cjs');
require('./installed.cjs');
var Module = require('module');
var path = require('path');

var programs = {
  workbook: 'tools/workbook/bin/workbook.js',
  'workbook-test': 'tools/workbook/bin/workbook-test.js',
  'workbook-bench': 'tools/bench/bin/workbook-bench.js',
  'workbook-conformance': 'tools/conformance/bin/workbook-conformance.js',
  'workbook-faults': 'tools/conformance/bin/workbook-faults.js',
  'workbook-differential': 'tools/conformance/bin/workbook-differential.js',
  'workbook-fuzz': 'tools/broker/bin/fuzz.js',
  'workbook-bench-explorer': 'tools/explorer/bin/bench.js',
  'workbook-bench-mongod': 'tools/mongod/bin/bench.js',
  'workbook-fuzz-mongod': 'tools/mongod/bin/fuzz.js',
  'workbook-mongod-conformance': 'tools/mongod/bin/conformance.js',
  'workbook-cluster-conformance': 'tools/cluster/bin/conformance.js',
  'workbook-kubectls': 'tools/cluster/bin/kubectls.js',
  'workbook-notes': 'tools/site/bin/workbook-notes.js',
  'workbook-pictures': 'tools/timeline/bin/pictures.js',
  'workbook-situations': 'tools/world/bin/situations.js',
  'nats-streaming-server': 'tools/broker/bin/nats-streaming-server.js',
  'ts-node': 'node_modules/ts-node/dist/bin.js',
  depcruise: 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
  eslint: 'node_modules/eslint/bin/eslint.js',
  prettier: 'node_modules/prettier/bin/prettier.cjs',
  tsc: 'node_modules/typescript/bin/tsc',
};

var name = process.argv[2];
if (!Object.prototype.hasOwnProperty.call(programs, name)) {
  console.error(
    'There is no program "' + name + '". There are: ' + Object.keys(programs).join(', ') + '.',
  );
  process.exit(2);
}

// In this process, as if it had been started itself: a second one would take 0.05 s more.
process.argv.splice(1, 2, path.join(__dirname, '..', programs[name]));
Module.runMain();
