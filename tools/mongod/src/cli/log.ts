/** `I` for information, `W` for a warning, `E` for an error. */
export type Severity = 'I' | 'W' | 'E';

/**
 * A line of the log (manual, "Log Messages": structured logging), by which who starts a mongod knows what has
 * become of it.
 *
 * @param component `NETWORK`, `STORAGE`, `CONTROL`
 */
export function logLine(
  severity: Severity,
  component: string,
  message: string,
  attributes: Readonly<Record<string, unknown>> = {},
): string {
  const line = {
    t: { $date: new Date().toISOString() },
    s: severity,
    c: component,
    msg: message,
    attr: attributes,
  };
  return `${JSON.stringify(line)}\n`;
}
