import os from 'node:os';

const GIB = 2 ** 30;

/** What the figures depend on. */
export interface Machine {
  readonly system: string;
  readonly cores: number;
  readonly processor: string;
  readonly memoryGiB: number;
  readonly node: string;
}

export function thisMachine(): Machine {
  const cpus = os.cpus();
  return {
    system: `${os.type()} ${os.arch()}`,
    cores: cpus.length,
    processor: cpus[0]?.model.trim() ?? 'unknown',
    memoryGiB: Math.round(os.totalmem() / GIB),
    node: process.version,
  };
}

/** Which Go the real server was built with, from the log of its start. */
export function goVersion(log: string): string | undefined {
  return /Go version: (go\S+)/.exec(log)?.[1];
}

/** Its own version, from the log of its start. */
export function serverVersion(log: string): string | undefined {
  return /Starting nats-streaming-server\[\S*\] version (\S+)/.exec(log)?.[1];
}
