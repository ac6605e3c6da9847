import { homedir } from 'node:os';
import path from 'node:path';

/** Where programs that were built stay, outside of the checkout: below the system's folder for such things. */
export function defaultCache(): string {
  return path.join(systemCache(), 'nats-streaming-workbook', 'kubernetes');
}

function systemCache(): string {
  const { LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
  if (process.platform === 'win32' && LOCALAPPDATA) return LOCALAPPDATA;
  if (process.platform === 'darwin') return path.join(homedir(), 'Library', 'Caches');
  return XDG_CACHE_HOME ?? path.join(homedir(), '.cache');
}
