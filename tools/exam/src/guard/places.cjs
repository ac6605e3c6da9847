'use strict';
// Where in a lab something happened, read out of a stack.
const path = require('node:path');

// A path may hold brackets itself: it begins after the first, or at once where there is no function.
const FRAME = /^\s*at (?:(?!\/|[A-Z]:|file:).*? \()?(?:file:\/\/)?(.+?):(\d+):\d+\)?$/;

/** The folder of the lab that a file of tests belongs to. */
function labOf(testFile) {
  const at = testFile.lastIndexOf(`${path.sep}test${path.sep}`);
  return at < 0 ? path.dirname(testFile) : testFile.slice(0, at);
}

/** The frames of `stack` that lie in the `src` and `test` of `lab`, each once: `src/handler.ts:21`. */
function placesIn(stack, lab) {
  const places = stack.split('\n').flatMap((line) => {
    const [, file, number] = FRAME.exec(line) ?? [];
    const place = file && placeOf(file, Number(number), lab);
    return place ? [place] : [];
  });
  return [...new Set(places)];
}

/** Line `number` of `file`, absolute or seen from `lab`; undefined if it is not the lab's own code. */
function placeOf(file, number, lab) {
  const local = path.isAbsolute(file) ? path.relative(lab, file) : file;
  const name = local.split(path.sep).join('/');
  return /^(src|test)\/(?!.*node_modules)/.test(name) ? `${name}:${number}` : undefined;
}

/** The place that a learner can do something about: the first in `src`, or else the first. */
function bestOf(places) {
  return places.find((place) => place.startsWith('src/')) ?? places[0];
}

module.exports = { bestOf, labOf, placeOf, placesIn };
