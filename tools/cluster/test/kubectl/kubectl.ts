import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** So long a command may take. */
const LIMIT_MS = 30_000;

export interface Output {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A kubectl of some version, with a home of its own. */
export class Kubectl {
  readonly #program: string;
  readonly #home = mkdtempSync(path.join(tmpdir(), 'kubectl-'));
  readonly #children = new Set<ChildProcess>();

  constructor(program: string) {
    this.#program = program;
    // Also when the run is broken off.
    process.once('exit', () => this.#leave());
  }

  /** Where the kubeconfig is to be. */
  get kubeconfig(): string {
    return path.join(this.#home, 'config');
  }

  get #env(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      HOME: this.#home,
      USERPROFILE: this.#home,
      KUBECONFIG: this.kubeconfig,
    };
  }

  /** Runs a command to its end. */
  run(...args: string[]): Promise<Output> {
    return new Promise((resolve) => {
      const options = { env: this.#env, timeout: LIMIT_MS };
      execFile(this.#program, args, options, (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code ?? -1) : 0, stdout, stderr });
      });
    });
  }

  /** What a command prints. @throws if it fails */
  async get(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run(...args);
    if (code !== 0) throw new Error(`kubectl ${args.join(' ')} ended with ${code}: ${stderr}`);
    return stdout;
  }

  /** Starts one that goes on. */
  start(args: readonly string[], env: NodeJS.ProcessEnv = {}): Going {
    const child = spawn(this.#program, args, { env: { ...this.#env, ...env }, stdio: 'pipe' });
    this.#children.add(child);
    return new Going(child);
  }

  /** `v1.37.1` */
  async version(): Promise<string> {
    const out = await this.get('version', '--client', '-o', 'json');
    return (JSON.parse(out) as { clientVersion: { gitVersion: string } }).clientVersion.gitVersion;
  }

  async end(): Promise<void> {
    for (const child of this.#children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill();
      await once(child, 'exit');
    }
    this.#leave();
  }

  #leave(): void {
    for (const child of this.#children) child.kill();
    rmSync(this.#home, { recursive: true, force: true });
  }
}

/** A command that goes on, and what it has printed. */
export class Going {
  printed = '';
  readonly #child: ChildProcess;
  readonly #over: Promise<number | null>;

  constructor(child: ChildProcess) {
    this.#child = child;
    for (const output of [child.stdout!, child.stderr!]) {
      output.on('data', (bytes) => (this.printed += String(bytes)));
    }
    this.#over = new Promise((resolve) => child.once('close', resolve));
  }

  /** Resolves when it has printed what matches. @throws if it ends before, or takes too long */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    const end = Date.now() + LIMIT_MS;
    for (;;) {
      const found = pattern.exec(this.printed);
      if (found) return found;
      const isOver = this.#child.exitCode !== null;
      if (isOver || Date.now() > end) {
        throw new Error(`it has not said ${String(pattern)}, but: ${this.printed}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Resolves with its exit code; undefined if it still runs after `ms`. */
  async exit(ms: number): Promise<number | null | undefined> {
    const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), ms));
    return Promise.race([this.#over, late]);
  }

  async stop(): Promise<void> {
    this.#child.kill();
    await this.#over;
  }
}
