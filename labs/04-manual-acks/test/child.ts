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
  /** Ends it, and resolves when it has ended. */
  stop(): Promise<void>;
}

/** Starts `test/one-copy.ts` against the broker at `url`. */
export function startChild(url: string): Child {
  const said = new Set<string>();
  let end: string | undefined;
  let look = (): void => undefined;
  const child = fork(path.join(__dirname, 'one-copy.ts'), {
    execArgv: ['-r', require.resolve('ts-node/register')],
    env: { ...process.env, TS_NODE_PROJECT: project, NATS_URL: url },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  child.on('message', (text) => {
    said.add(String(text));
    look();
  });
  // Unlike 'exit', 'close' comes when all that it sent has been read.
  child.on('close', (code, signal) => {
    end = `the process ended with ${signal ?? `code ${code ?? '?'}`}`;
    look();
  });
  return {
    says: async (text) => {
      await new Promise<void>((resolve) => {
        look = () => {
          if (said.has(text) || end) resolve();
        };
        look();
      });
      return said.has(text) ? undefined : end;
    },
    stop: async () => {
      child.kill('SIGKILL');
      await new Promise<void>((resolve) => {
        look = () => {
          if (end) resolve();
        };
        look();
      });
    },
  };
}
