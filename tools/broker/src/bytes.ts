const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'];

/** @param bytes at least 0. @returns them as the real server's log writes them: `57 B`, `976.56 MB` */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const unit = Math.min(Math.floor(Math.log2(bytes) / 10), UNITS.length - 1);
  return `${(bytes / 1024 ** unit).toFixed(2)} ${UNITS[unit]!}`;
}
