/** What the broker says while it runs. Debug and trace lines come only if they were asked for. */
export interface Logger {
  /** True if trace lines are wanted: making their text costs something for every message. */
  readonly traces: boolean;
  /** True if debug lines are wanted. */
  readonly debugs: boolean;
  trace(text: string): void;
  debug(text: string): void;
  info(text: string): void;
  warn(text: string): void;
  error(text: string): void;
  fatal(text: string): void;
  /** The same log, each text with `prefix` before it. */
  prefixed(prefix: string): Logger;
}

/** Which lines are wanted beside info, warnings and errors. */
export interface LogLevels {
  readonly debug?: boolean;
  readonly trace?: boolean;
}

/**
 * A log in the real server's format (behaviour document, section 5.2):
 * `[PID] YYYY/MM/DD HH:MM:SS.uuuuuu [LVL] text`, in local time.
 */
export function createLog(write: (line: string) => void, levels: LogLevels = {}): Logger {
  const at = (prefix: string, levels: LogLevels): Logger => {
    const say = (level: string) => (text: string) =>
      write(`[${process.pid}] ${timestamp(new Date())} [${level}] ${prefix}${text}\n`);
    const nothing = (): void => undefined;
    return {
      traces: levels.trace ?? false,
      debugs: levels.debug ?? false,
      trace: levels.trace ? say('TRC') : nothing,
      debug: levels.debug ? say('DBG') : nothing,
      info: say('INF'),
      warn: say('WRN'),
      error: say('ERR'),
      fatal: say('FTL'),
      prefixed: (more) => at(prefix + more, levels),
    };
  };
  return at('', levels);
}

/** Says nothing. */
export const silentLog: Logger = {
  traces: false,
  debugs: false,
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  fatal: () => undefined,
  prefixed: () => silentLog,
};

function timestamp(now: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${now.getFullYear()}/${two(now.getMonth() + 1)}/${two(now.getDate())}`;
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join(':');
  return `${date} ${time}.${String(now.getMilliseconds() * 1000).padStart(6, '0')}`;
}
