'use strict';
// How long is too long. Proofs on a busy machine are more patient: WORKBOOK_PATIENCE=3 makes all of it
// three times as long.
const patience = Number(process.env.WORKBOOK_PATIENCE) || 1;
/** On a real server time passes as it does, and tests say themselves how long they need. */
const isReal = Boolean(process.env.NATS_STREAMING_SERVER);

/** A test that takes longer is not worth waiting for. */
const LONGEST_TEST_MS = 10_000;

/** How long a test may take that asks for `ms`. */
function testLimit(ms) {
  return patience * (isReal ? ms : Math.min(ms, LONGEST_TEST_MS));
}

/** How long the code may keep the process from doing anything else. */
const LOOP_MS = 4000 * patience;

module.exports = { LOOP_MS, testLimit };
