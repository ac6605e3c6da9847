'use strict';

/**
 * Takes from `process`, the one that the learner's code sees, the ways to end jest: the call is told to
 * `called`, which throws.
 */
function guardExits(process, { called }) {
  const { pid, ppid, kill } = process;
  // `kill(0)` and negative numbers mean whole groups.
  const own = new Set([0, pid, -pid, ppid, -ppid]);
  for (const name of ['exit', 'abort', 'reallyExit']) {
    process[name] = (...args) => called(`process.${name}(${args.map(String).join(', ')})`);
  }
  process.kill = (target, signal = 'SIGTERM') => {
    if (!own.has(target) || signal === 0) return kill.call(process, target, signal);
    // No signal reaches the listeners of this `process`, which is a copy; its own process would hear it.
    if (process.emit(signal, signal)) return true;
    return called(`process.kill(process.pid, '${signal}')`);
  };
  // Set by a service for its own process, it would be jest's.
  Object.defineProperty(process, 'exitCode', { value: undefined, writable: true });
}

module.exports = { guardExits };
