import { spawn } from 'node:child_process';
import path from 'node:path';
import { endOf } from '../cluster/end-of';
import { runningKubeconfig } from '../cluster/running';
import { command } from './command';

const door = path.resolve(__dirname, '..', '..', '..', 'door.cjs');

export const onCluster = command({
  name: 'on-cluster',
  summary: 'Runs a program of a lab on the cluster that npm run cluster has started',
  usage: 'node tools/door.cjs workbook on-cluster',
  options: {},
  positionals: {
    placeholder: 'FILE ARG',
    description:
      'the program, and what it is given; if the environment variable KUBECONFIG is set, it is on the cluster of that',
    asTheyAre: true,
  },
  async run({ root }, { positionals: args }) {
    const child = spawn(process.execPath, [door, 'ts-node', ...args], {
      env: { ...process.env, KUBECONFIG: await kubeconfig(root) },
      stdio: 'inherit',
    });
    return endOf(child);
  },
});

/** Never what kubectl takes by itself, the reader's own: that may be the cluster of their work. */
async function kubeconfig(root: string): Promise<string> {
  const { KUBECONFIG: named = '' } = process.env;
  if (named !== '') return named;
  const another = 'On another cluster: set the environment variable KUBECONFIG to its kubeconfig.';
  return runningKubeconfig(root, another);
}
