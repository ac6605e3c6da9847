import { spawn } from 'node:child_process';
import { endOf } from '../cluster/end-of';
import { getKubectl } from '../cluster/get-kubectl';
import { keptByNpm } from '../cluster/kept-by-npm';
import { runningKubeconfig } from '../cluster/running';
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
    const file = await runningKubeconfig(root);
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
