import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { reasonOf } from '../config/read';
import type { Logger } from '../log';

/**
 * Writes the process id, without a line end, where `-P` says (behaviour document, section 5).
 * The file is not removed at the end.
 *
 * @returns false if it could not be written, which ends the server; the log says so
 */
export function writePid(file: string, log: Logger): boolean {
  try {
    writeFileSync(file, String(process.pid));
    return true;
  } catch (error) {
    log.fatal(`Could not write pidfile: open ${file}: ${reasonOf(error)}`);
    return false;
  }
}

/**
 * Writes where the server listens into the directory of `--ports_file_dir`, for whoever started it
 * with `-p -1`. A failure is logged, and no more.
 *
 * @returns removes the file again
 */
export function writePorts(
  directory: string,
  ports: Readonly<Record<string, readonly string[]>>,
  log: Logger,
): () => void {
  const file = path.join(directory, `nats-streaming-server_${process.pid}.ports`);
  try {
    writeFileSync(file, JSON.stringify(ports));
  } catch (error) {
    log.error(`Error writing ports file (${file}): open ${file}: ${reasonOf(error)}`);
  }
  return () => rmSync(file, { force: true });
}
