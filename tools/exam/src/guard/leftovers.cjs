'use strict';
// What a file of tests has left under way may throw or reject when the process is with another file, or with none. It
// was judged without that.
const { isOfAnother } = require('./realms.cjs');

const ERRORS = ['unhandledRejection', 'uncaughtException'];

let isOutlived = false;

/**
 * From now on, what is thrown between two files does not end the process, where jest-circus does not listen: only what
 * is an Error of jest's own realm has another cause than a file that is over.
 */
function outliveLeftovers() {
  if (isOutlived) return;
  isOutlived = true;
  const outlive = (thrown) => {
    if (thrown instanceof Error && !isOfAnother(thrown, globalThis)) throw thrown;
  };
  for (const name of ERRORS) process.on(name, outlive);
}

/** Those who listen now hear of no error of another file than that with the realm of `global`. */
function dropLeftovers(global) {
  for (const name of ERRORS) {
    for (const listener of process.listeners(name)) {
      const own = (thrown, ...rest) => {
        if (!isOfAnother(thrown, globalThis, global)) listener(thrown, ...rest);
      };
      // Who takes `listener` away takes this away: as with `once`.
      own.listener = listener;
      process.off(name, listener).on(name, own);
    }
  }
}

module.exports = { dropLeftovers, outliveLeftovers };
