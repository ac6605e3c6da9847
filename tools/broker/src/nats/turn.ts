/** Has what came from a client be handled, now or a little later, in order. */
export type Turn = (handle: () => void) => void;

export const atOnce: Turn = (handle) => handle();

/**
 * After all that the process learned in the same moment: libuv tells of a signal last, also if it was there
 * before what clients have sent. The real server has a thread that waits for signals.
 */
export function afterSignals(): Turn {
  let waiting: (() => void)[] = [];
  return (handle) => {
    waiting.push(handle);
    if (waiting.length > 1) return;
    setImmediate(() => {
      const handles = waiting;
      waiting = [];
      for (const each of handles) each();
    });
  };
}
