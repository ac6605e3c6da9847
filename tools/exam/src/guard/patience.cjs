'use strict';
// How long is too long. WORKBOOK_PATIENCE=3 makes all of it three times as long, in jest's processes and
// in the test kit.
const os = require('node:os');

const patience = Number(process.env.WORKBOOK_PATIENCE) || 1;
/** On a real server time passes as it does, and tests say themselves how long they need. */
const isReal = Boolean(process.env.NATS_STREAMING_SERVER);

/** A test that takes longer is not worth waiting for. */
const LONGEST_TEST_MS = 10_000;

/** So many that want to run at a time a core has to keep up with before anybody calls it slow. */
const KEEPS_UP_WITH = 2;

/**
 * How patient a run of jest is to be that begins now: `least`, and more on a machine that has more to do
 * than it keeps up with, where to start a program alone may take ten seconds. Windows does not say how
 * much there is to do.
 */
function patienceNow(least = 1) {
  const [waiting] = os.loadavg();
  return Math.max(least, Math.floor(waiting / (os.availableParallelism() * KEEPS_UP_WITH)));
}

/** How long a test may take that asks for `ms`. */
function testLimit(ms) {
  return patience * (isReal ? ms : Math.min(ms, LONGEST_TEST_MS));
}

/** How long the code may keep the process from doing anything else. */
const LOOP_MS = 4000 * patience;

module.exports = { LOOP_MS, patienceNow, testLimit };
