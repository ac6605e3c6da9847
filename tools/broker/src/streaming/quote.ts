import { encodeText, quoted } from '@workbook/protocol';

/** A name for a log line or a refusal, in double quotes as Go's `%q` puts them. */
export function quote(name: string): string {
  return quoted(encodeText(name).toString('latin1'));
}
