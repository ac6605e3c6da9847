import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { whenAskedToEnd } from '../ending';

/** Hands signals on. @returns its exit code; that which a shell tells if a signal has ended it */
export function endOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    whenAskedToEnd((signal) => {
      if (!isToldByTerminal(signal)) child.kill(signal);
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal!]));
  });
}

/** Ctrl-C goes to all who run in a terminal. */
function isToldByTerminal(signal: NodeJS.Signals): boolean {
  return signal === 'SIGINT' && (process.stdin.isTTY || process.platform === 'win32');
}
