'use strict';
// Stops the main thread of this process, from another, and looks where it is.
const { Session } = require('node:inspector');
const { bestOf, placeOf } = require('./places.cjs');
const { LEAVE } = require('./processes.cjs');

/** The main thread may be in a call of the system's that nothing interrupts. */
const PAUSE_MS = 2000;
/** Where memory grows bit by bit, the main thread is often elsewhere. */
const MOST_PAUSES = 20;

let session;

/** Hands the place in the `src` or `test` of `lab` where the main thread is to `found`, or nothing. */
function findPlace(lab, found) {
  const scripts = new Map();
  let pauses = 0;
  let isDone = false;
  const done = (place) => {
    if (isDone) return;
    isDone = true;
    found(place);
  };
  connect();
  session.on('Debugger.scriptParsed', ({ params }) => scripts.set(params.scriptId, params));
  session.on('Debugger.paused', ({ params: { callFrames } }) => {
    pauses++;
    const places = callFrames.flatMap(({ location }) => placeOfFrame(location, scripts, lab));
    if (places.length > 0 || pauses === MOST_PAUSES) return done(bestOf(places));
    session.post('Debugger.resume');
    session.post('Debugger.pause');
  });
  session.post('Debugger.enable');
  session.post('Debugger.pause');
  setTimeout(done, PAUSE_MS);
}

function connect() {
  if (session) return;
  session = new Session();
  session.connectToMainThread();
}

/** Lines count from 0. */
function placeOfFrame({ scriptId, lineNumber }, scripts, lab) {
  const { url = '' } = scripts.get(scriptId) ?? {};
  return placeOf(url.replace(/^file:\/\//, ''), lineNumber + 1, lab) ?? [];
}

/**
 * Ends this process with a code of its own: jest gives a file of tests to another worker then, and does
 * not if a signal ended the first.
 */
function leave() {
  connect();
  session.post('Runtime.evaluate', { expression: `globalThis[Symbol.for('${LEAVE}')]()` });
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), PAUSE_MS);
}

module.exports = { findPlace, leave };
