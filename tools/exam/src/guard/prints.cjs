'use strict';

/** What one file of tests may print: who reads a report reads a screen or two. */
const SHOWN_LINES = 200;
/** Enough of what has no end. */
const FLOOD_LINES = 5;
/** No service of a lab prints that much; one that does so prints without end. */
const MOST_LINES = 10_000;
const METHODS = ['log', 'info', 'debug', 'warn', 'error', 'trace', 'dir', 'dirxml', 'table'];

/**
 * Cuts off what the learner's code prints, on its `console` and on both outputs of its `process`, and
 * tells `flooded`, which throws, when there is no end to it.
 *
 * @returns a function to call when the tests are over, which says how much was cut off
 */
function guardPrints({ console, process }, { flooded }) {
  const log = console.log.bind(console);
  let lines = 0;
  /** Shows what `print` prints, if it is not too much by now. */
  const count = (more, print) => {
    const before = lines;
    lines += more;
    if (lines > MOST_LINES) {
      // jest keeps what is printed until the tests are over.
      console.getBuffer?.()?.splice(FLOOD_LINES);
      return flooded(`printed more than ${MOST_LINES} lines`);
    }
    return before < SHOWN_LINES ? print() : true;
  };
  for (const name of METHODS) {
    const print = console[name].bind(console);
    console[name] = (...args) => void count(1, () => print(...args));
  }
  for (const name of ['stdout', 'stderr']) {
    const stream = process[name];
    const guarded = Object.create(stream, {
      write: {
        value: (chunk, ...rest) => count(linesIn(chunk), () => stream.write(chunk, ...rest)),
        writable: true,
      },
    });
    Object.defineProperty(process, name, { value: guarded });
  }
  return () => {
    if (lines > SHOWN_LINES)
      log(`... and ${lines > MOST_LINES ? 'so on' : `${lines - SHOWN_LINES} more lines`}`);
  };
}

/** A text without an end of line counts as one: it may be long, or one of many. */
function linesIn(chunk) {
  return Math.max(1, String(chunk).split('\n').length - 1);
}

module.exports = { guardPrints };
