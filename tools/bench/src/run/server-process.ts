import { type ChildProcess, spawn } from 'node:child_process';
import { rssOf } from './rss';

const READY = 'Streaming Server is ready';
const PORT = /Listening for client connections on 127\.0\.0\.1:(\d+)/;
const START_LIMIT_MS = 20_000;

/** A server under test, in a process of its own on a free port of 127.0.0.1. */
export class ServerProcess {
  private constructor(
    readonly url: string,
    /** Milliseconds from the start of the process to the line that says it is ready. */
    readonly startUp: number,
    /** Until it was ready. */
    readonly log: string,
    readonly child: ChildProcess,
    private readonly ended: Promise<unknown>,
  ) {}

  /**
   * @param command the program and its arguments, without address and port
   * @throws if it ends before it is ready, or takes more than 20 s
   */
  static async start([program = '', ...args]: readonly string[]): Promise<ServerProcess> {
    const start = performance.now();
    const child = spawn(program, [...args, '-a', '127.0.0.1', '-p', '-1'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const kill = (): boolean => child.kill('SIGKILL');
    process.once('exit', kill);
    const ended = new Promise((resolve) => child.once('close', resolve)).finally(() =>
      process.off('exit', kill),
    );
    let log = '';
    // Read to the end: a full pipe would stop the server.
    const ready = new Promise<void>((resolve) => {
      child.stderr.on('data', (text) => {
        if (log.includes(READY)) return;
        log += String(text);
        if (log.includes(READY)) resolve();
      });
    });
    const limit = setTimeout(kill, START_LIMIT_MS);
    const failed = new Promise<never>((_, reject) => {
      const fail = (what: string): void =>
        reject(new Error(`${program} was not ready: ${what}\n${log}`));
      child.once('error', (error) => fail(error.message));
      child.once('close', (code, signal) => fail(`it ended with ${signal ?? code ?? 'no code'}.`));
    });
    await Promise.race([ready, failed]).finally(() => clearTimeout(limit));
    const startUp = performance.now() - start;
    return new ServerProcess(
      `nats://127.0.0.1:${PORT.exec(log)?.[1] ?? ''}`,
      startUp,
      log,
      child,
      ended,
    );
  }

  /** Bytes of memory that the process holds now; undefined where the system does not tell. */
  async rss(): Promise<number | undefined> {
    return rssOf(this.child.pid!);
  }

  /** Ends it at once: nothing of it is wanted any more. */
  async stop(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}
