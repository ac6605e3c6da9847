import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import path from 'node:path';
import { next } from '../advice';
import { getKubectl } from '../cluster/get-kubectl';
import { keptByNpm } from '../cluster/kept-by-npm';
import { findCluster, kubeconfigIn } from '../cluster/kubeconfig';
import { whenAskedToEnd } from '../ending';
import { WorkbookError } from '../error';
import { command } from './command';

export const kubectl = command({
  name: 'kubectl',
  summary: 'Runs your kubectl on the cluster that npm run cluster has started',
  usage: 'npm run kubectl',
  options: {},
  positionals: {
    placeholder: 'ARG',
    description:
      'what kubectl is to do, with its flags behind it: logs -f deploy/nats-depl; the environment variable KUBECTL names another than that of the PATH',
    asTheyAre: true,
  },
  async run({ root }, { positionals: args }) {
    const file = kubeconfigIn(root);
    if (!(await findCluster(file))) throw noCluster(root, file);
    const kept = keptByNpm(process.env);
    if (kept !== undefined) console.error(kept);
    const { KUBECTL: named = '' } = process.env;
    try {
      const child = spawn(named === '' ? 'kubectl' : named, args, {
        // npm has gone to the folder of the script, and files are named from where the reader stands.
        cwd: process.env.INIT_CWD ?? process.cwd(),
        env: { ...process.env, KUBECONFIG: file },
        stdio: 'inherit',
      });
      return await endOf(child);
    } catch (error) {
      throw notStarted(named, error as NodeJS.ErrnoException);
    }
  },
});

/** Hands signals on. @returns its exit code; that which a shell tells if a signal has ended it */
function endOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    whenAskedToEnd((signal) => {
      if (!isToldByTerminal(signal)) child.kill(signal);
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal!]));
  });
}

/** Ctrl-C goes to all who run in a terminal. */
function isToldByTerminal(signal: NodeJS.Signals): boolean {
  return signal === 'SIGINT' && (process.stdin.isTTY || process.platform === 'win32');
}

function noCluster(root: string, file: string): WorkbookError {
  return new WorkbookError(
    [
      `No cluster runs: nobody answers to ${path.relative(root, file)}.`,
      next('npm run cluster', 'starts one, and stays; then type this again in another terminal'),
    ].join('\n'),
  );
}

function notStarted(named: string, { code, message }: NodeJS.ErrnoException): WorkbookError {
  if (named !== '') {
    return new WorkbookError(
      `The environment variable KUBECTL says "${named}", which cannot be started: ${code ?? message}.\nUnset it, or name the file of a kubectl.`,
    );
  }
  if (code !== 'ENOENT') {
    return new WorkbookError(`kubectl cannot be started: ${code ?? message}.`);
  }
  return new WorkbookError(`There is no kubectl on the PATH.\n${getKubectl(process.platform)}`);
}
