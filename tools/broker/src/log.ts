import { RealClock } from '@workbook/clock';

/** What the broker says while it runs. Debug and trace lines come only if they were asked for. */
export interface Logger {
  /** True if trace lines are wanted: ask before making the text of one for every message. */
  readonly traces: boolean;
  /** True if debug lines are wanted. */
  readonly debugs: boolean;
  trace(text: string): void;
  debug(text: string): void;
  info(text: string): void;
  warn(text: string): void;
  error(text: string): void;
  fatal(text: string): void;
  /** The same log, each text with `prefix` before it; the streaming layer's is `STREAM: `. */
  prefixed(prefix: string): Logger;
}

/** What a log is written to: `process.stderr`, or what a test reads. */
export interface LogStream {
  write(line: string): unknown;
  /** Labels are coloured only on a terminal. */
  readonly isTTY?: boolean;
}

/** Which lines are wanted beside info, warnings and errors, and how they begin. */
export interface LogOptions {
  readonly debug?: boolean;
  readonly trace?: boolean;
  /** False: without date and time. */
  readonly time?: boolean;
}

/** The labels, and the escape codes of the real server for them, to the byte. */
const COLOURS = {
  INF: '32',
  WRN: '0;93',
  ERR: '31',
  FTL: '31',
  DBG: '36',
  TRC: '33',
} as const;

const clock = new RealClock();
const nothing = (): void => undefined;

/**
 * A log in the real server's format (behaviour document, section 5.2):
 * `[PID] YYYY/MM/DD HH:MM:SS.uuuuuu [LVL] text`, in local time, one line a call.
 */
export function createLog(stream: LogStream, options: LogOptions = {}, prefix = ''): Logger {
  const say = (label: keyof typeof COLOURS) => {
    const shown = stream.isTTY ? `\x1b[${COLOURS[label]}m${label}\x1b[0m` : label;
    return (text: string): void => {
      const time = options.time === false ? '' : `${timestamp(clock.now())} `;
      stream.write(`[${process.pid}] ${time}[${shown}] ${prefix}${text}\n`);
    };
  };
  return {
    traces: options.trace ?? false,
    debugs: options.debug ?? false,
    trace: options.trace ? say('TRC') : nothing,
    debug: options.debug ? say('DBG') : nothing,
    info: say('INF'),
    warn: say('WRN'),
    error: say('ERR'),
    fatal: say('FTL'),
    prefixed: (more) => createLog(stream, options, prefix + more),
  };
}

/** Says nothing. */
export const silentLog: Logger = {
  traces: false,
  debugs: false,
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  fatal: nothing,
  prefixed: () => silentLog,
};

/** @param ms since the Unix epoch, with a fraction */
function timestamp(ms: number): string {
  const now = new Date(ms);
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${now.getFullYear()}/${two(now.getMonth() + 1)}/${two(now.getDate())}`;
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join(':');
  return `${date} ${time}.${String(Math.floor((ms % 1000) * 1000)).padStart(6, '0')}`;
}
