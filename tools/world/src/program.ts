import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Looking, patient } from '@workbook/protocol/waiting';
import type { Line } from './faults/line';

/** Programs that have not ended yet: a test must leave none behind. */
const running = new Set<ChildProcess>();
/** Those of them that the end of their test ends: that is no part of what happened in it. */
const discarded = new WeakSet<ChildProcess>();

/** Ends those that still run; lab tests do so after each test. */
export async function endPrograms(): Promise<void> {
  await Promise.all(
    [...running].map(async (child) => {
      discarded.add(child);
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGKILL');
      await ended;
    }),
  );
}

/** A program that prints more prints without end: it is killed. */
const MOST_LINES = 10_000;
const MOST_CHARACTERS = 10_000_000;
const runner = path.join(__dirname, 'run-program.cjs');

/** On Windows a signal from another process ends a program without asking it. */
const isRaised = process.platform === 'win32';

/** Raises in a program the signals that it is sent as messages, and sends back those nobody hears. */
const raiser = path.join(__dirname, 'raise-signals.cjs');

/** What a program finds in its environment. */
export interface ProgramOptions {
  /** `NATS_URL`: where the broker is. */
  readonly url: string;
  /** Undefined if its connections pass through none. */
  readonly line?: Line;
  /** `NATS_CLIENT_ID`; the program finds one by itself unless given. */
  readonly clientID?: string;
  /** `NATS_CLUSTER_ID`; `ticketing` unless given. */
  readonly clusterID?: string;
  /** What is typed behind it. */
  readonly args?: readonly string[];
  /** More variables. */
  readonly env?: Readonly<Record<string, string>>;
  /** True for a program of a test: what it tells by `process.send` is in `told`. */
  readonly tells?: boolean;
}

/** How a program ended. */
export interface Exit {
  /** Null if a signal ended it. */
  readonly code: number | null;
  /** The signal that ended it, or null: a signal that it handles does not end it. */
  readonly signal: NodeJS.Signals | null;
}

/** A program of a lab, running in a process of its own. */
export class Program {
  readonly #child: ChildProcess;
  readonly #lines: string[] = [];
  readonly #told: object[] = [];
  readonly #looking = new Looking();
  /** Resolves when it has ended while its test ran. */
  readonly over: Promise<Exit>;
  #exit: Exit | undefined;
  #characters = 0;
  #isCut = false;

  constructor(
    child: ChildProcess,
    readonly line?: Line,
  ) {
    this.#child = child;
    running.add(child);
    for (const stream of [child.stdout!, child.stderr!]) {
      createInterface(stream).on('line', (line) => this.#print(line));
      stream.on('data', (chunk: Buffer) => this.#measure(chunk.length));
    }
    child.on('message', (message) => {
      if (typeof message === 'object') this.#looking.note(() => this.#told.push(message));
      else child.kill(message as NodeJS.Signals);
    });
    this.over = new Promise((resolve) => {
      // Unlike 'exit', 'close' comes when all that it printed has been read.
      child.once('close', (code: number | null, signal: NodeJS.Signals | null) => {
        running.delete(child);
        if (!discarded.has(child)) resolve({ code, signal });
        this.#looking.note(() => (this.#exit = { code, signal }));
      });
    });
  }

  /**
   * What it has printed, on either output, line by line. One that prints without end is killed, and the
   * last line says so.
   */
  get lines(): readonly string[] {
    return this.#lines;
  }

  /** What it has told, if it was started to: apart from what it prints, which is the learner's. */
  get told(): readonly object[] {
    return this.#told;
  }

  /** Resolves to true when it has told something of which `is` is true; to false as `prints` does. */
  async tells(is: (told: object) => boolean): Promise<boolean> {
    const found = (): boolean => this.#told.some(is);
    await this.#until(found);
    return found();
  }

  /**
   * Resolves to true when it has printed a line that contains `text`; to false when it has ended
   * without, or has not printed it after 4 s.
   */
  async prints(text: string): Promise<boolean> {
    const found = (): boolean => this.#lines.some((line) => line.includes(text));
    await this.#until(found);
    return found();
  }

  /**
   * Sends it a signal, as a terminal does at Ctrl-C (`SIGINT`) and Kubernetes before it takes a pod
   * away (`SIGTERM`), and resolves when it has had the time to notice. `SIGKILL` ends any program, the
   * others one that does not listen for them.
   */
  async signal(name: NodeJS.Signals): Promise<void> {
    // Like a signal, the message may come too late.
    if (name !== 'SIGKILL' && isRaised && this.#child.connected)
      this.#child.send(name, () => undefined);
    else this.#child.kill(name);
    await this.hears();
  }

  /** Resolves when it has noticed all that was sent to it, has ended, or has answered nothing for 4 s. */
  async hears(): Promise<void> {
    let heard = false;
    void this.line?.heard().then(() => this.#looking.note(() => (heard = true)));
    await this.#looking.until(
      () => heard || this.#exit !== undefined,
      this.line ? patient(4000) : 0,
    );
  }

  /**
   * Resolves when it has ended.
   *
   * @param ms how long to wait for that
   * @returns undefined if it still runs then
   */
  async ended(ms = patient(4000)): Promise<Exit | undefined> {
    await this.#looking.until(() => this.#exit !== undefined, ms);
    return this.#exit;
  }

  async #until(holds: () => boolean): Promise<void> {
    await this.#looking.until(() => holds() || this.#exit !== undefined, patient(4000));
  }

  #print(line: string): void {
    if (this.#isCut) return;
    this.#looking.note(() => this.#lines.push(line));
    if (this.#lines.length >= MOST_LINES) this.#cut(`${MOST_LINES} lines`);
  }

  #measure(characters: number): void {
    this.#characters += characters;
    if (this.#characters > MOST_CHARACTERS) this.#cut(`${MOST_CHARACTERS / 1e6} MB`);
  }

  #cut(amount: string): void {
    if (this.#isCut) return;
    this.#isCut = true;
    this.#child.kill('SIGKILL');
    this.#looking.note(() => this.#lines.push(`(killed: it printed more than ${amount})`));
  }
}

/**
 * Starts `file`, a program of a lab in TypeScript, in a process of its own. What still runs at the end
 * of the test is killed.
 */
export function startProgram(
  file: string,
  {
    url,
    line,
    clientID,
    clusterID = 'ticketing',
    args = [],
    env = {},
    tells = false,
  }: ProgramOptions,
): Program {
  return new Program(
    spawn(process.execPath, [...(isRaised ? ['-r', raiser] : []), runner, file, ...args], {
      env: {
        ...process.env,
        NATS_URL: url,
        NATS_CLUSTER_ID: clusterID,
        NATS_CLIENT_ID: clientID,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe', ...(isRaised || tells ? ['ipc' as const] : [])],
    }),
    line,
  );
}
