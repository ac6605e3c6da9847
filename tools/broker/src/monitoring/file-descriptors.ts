import fs from 'node:fs';

interface FileDescriptors {
  /** Open ones of this process. */
  readonly open_fds: number;
  /** As many as it may have. */
  readonly max_fds: number;
}

/** As the system counts them; undefined where it does not say: everywhere but on Linux. */
export function fileDescriptors(): FileDescriptors | undefined {
  try {
    const limits = fs.readFileSync('/proc/self/limits', 'utf8');
    const max = /^Max open files\s+(\d+)/m.exec(limits)?.[1];
    return { open_fds: fs.readdirSync('/proc/self/fd').length, max_fds: Number(max) };
  } catch {
    return undefined;
  }
}
