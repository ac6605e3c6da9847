const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const LOOK_MS = 500;

/**
 * Calls `end` once, when somebody asks this process to end: with a signal, or by ending the npm that has
 * started it, which does not pass every signal on.
 */
export function whenAskedToEnd(end: (signal: NodeJS.Signals) => void): void {
  let isAsked = false;
  const ask = (signal: NodeJS.Signals): void => {
    // npm hands on a Ctrl-C that the terminal has told everybody.
    if (isAsked) return;
    isAsked = true;
    end(signal);
  };
  for (const signal of SIGNALS) process.on(signal, ask);
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) ask('SIGTERM');
  }, LOOK_MS).unref();
}
