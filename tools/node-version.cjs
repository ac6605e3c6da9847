'use strict';
// Plain old syntax on purpose: this file must run on the Node that is too old for everything else.

var wanted = require('../package.json').engines.node;

/** True if `version` ("20.19.0") satisfies `range` ("^20.19.0 || >=24.0.0"), the two forms that `engines` uses. */
function satisfies(version, range) {
  return range.split('||').some(function (part) {
    var match = /^\s*(\^|>=)(\d+)\.(\d+)\.(\d+)\s*$/.exec(part);
    var have = version.split('.').map(Number);
    var need = match.slice(2).map(Number);
    if (match[1] === '^' && have[0] !== need[0]) return false;
    if (have[0] !== need[0]) return have[0] > need[0];
    if (have[1] !== need[1]) return have[1] > need[1];
    return have[2] >= need[2];
  });
}

if (!satisfies(process.versions.node, wanted)) {
  console.error(
    'The workbook needs Node 20.19, 22.13, 24 or newer; this is Node ' +
      process.versions.node +
      '.\n    nvm install 24 && npm ci      to get one, or download it from https://nodejs.org',
  );
  process.exit(1);
}
