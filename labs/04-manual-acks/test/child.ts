import { fork } from 'node:child_process';
import path from 'node:path';

/** The compiler's options of all labs: a lab's own tsconfig.json is for the editor. */
const project = path.resolve(
  path.dirname(require.resolve('@workbook/testkit/package.json')),
  '../../tsconfig.base.json',
);

/** A copy of payments in a process of its own. */
export interface Child {
  /** Waits until it says `text`; resolves with how it ended, in words, if it ends before. */
  says(text: string): Promise<string | undefined>;
  /** Ends it, and resolves with all that it has printed, on either output. */
  stop(): Promise<string>;
}

/**
 * Starts `test/one-copy.ts` against the broker at `url`, and resolves when it listens.
 *
 * @throws if it ends before; the message holds what it printed
 */
export async function startChild(url: string): Promise<Child> {
  const said = new Set<string>();
  let end: string | undefined;
  let printed = '';
  let look = (): void => undefined;
  const child = fork(path.join(__dirname, 'one-copy.ts'), {
    execArgv: ['-r', require.resolve('ts-node/register')],
    env: { ...process.env, TS_NODE_PROJECT: project, NATS_URL: url, NATS_CLUSTER_ID: 'ticketing' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const output of [child.stdout!, child.stderr!]) {
    output.setEncoding('utf8').on('data', (chunk: string) => (printed += chunk));
  }
  child.on('message', (text) => {
    said.add(String(text));
    look();
  });
  // Unlike 'exit', 'close' comes when all that it printed has been read.
  child.on('close', (code, signal) => {
    end = `the process ended with ${signal ?? `code ${code ?? '?'}`}`;
    look();
  });
  const until = async (condition: () => boolean): Promise<void> => {
    await new Promise<void>((resolve) => {
      look = () => {
        if (condition()) resolve();
      };
      look();
    });
  };
  const says = async (text: string): Promise<string | undefined> => {
    await until(() => said.has(text) || end !== undefined);
    return said.has(text) ? undefined : end;
  };
  const stop = async (): Promise<string> => {
    child.kill('SIGKILL');
    await until(() => end !== undefined);
    return printed;
  };
  if (await says('ready'))
    throw new Error(`A copy did not start: ${end!}. It printed:\n${printed}`);
  return { says, stop };
}
