import { createLog, type Logger, type LogStream } from '../log';
import type { Settings } from './command';

/** The two layers are asked for their debug and trace lines apart. */
export function logOf(settings: Settings, stream: LogStream): Logger {
  const time = settings.logTime;
  const { coreDebug, coreTrace, debug, trace } = settings;
  return {
    ...createLog(stream, { debug: coreDebug, trace: coreTrace, time }),
    prefixed: (prefix) => createLog(stream, { debug, trace, time }, prefix),
  };
}
