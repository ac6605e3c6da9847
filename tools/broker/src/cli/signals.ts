import { reasonOf } from '../config/read';
import type { Logger, LogStream } from '../log';
import { LogFile } from './log-file';

/** What ends the server, and with which exit code (behaviour document, section 5.1). */
const EXIT_CODES = { SIGINT: 0, SIGTERM: 143 } as const;
/** SIGQUIT ends the server at once. */
const QUIT = 2;
/** What ends a Node program, and a Go program does not even notice. */
const IGNORED = [
  'SIGUSR2',
  'SIGALRM',
  'SIGVTALRM',
  'SIGPROF',
  'SIGIO',
  'SIGXCPU',
  'SIGXFSZ',
  'SIGPWR',
] as const;

/**
 * Listens to signals from now on, also while the server starts and stops: whoever starts it may be quick,
 * and impatient.
 *
 * @returns resolves at the first signal that ends the server. Ctrl-C is SIGINT, also on Windows, which has
 *   no other
 */
export function listenToSignals(log: Logger, stream: LogStream): Promise<number> {
  if (process.platform !== 'win32') {
    for (const name of IGNORED) process.on(name, () => undefined);
    process.on('SIGUSR1', () => reopen(log.prefixed('STREAM: '), stream));
    process.on('SIGHUP', () => {
      log.error('STREAM: Reload: the embedded server reads its configuration only when it starts');
    });
    process.on('SIGQUIT', () => process.exit(QUIT));
  }
  return new Promise((resolve) => {
    for (const [name, code] of Object.entries(EXIT_CODES)) process.on(name, () => resolve(code));
  });
}

function reopen(log: Logger, stream: LogStream): void {
  if (!(stream instanceof LogFile)) {
    log.info('File log re-open ignored, not a file logger');
    return;
  }
  try {
    stream.reopen();
    log.info('File log re-opened');
  } catch (error) {
    log.error(`Unable to re-open the log: ${reasonOf(error)}`);
  }
}
