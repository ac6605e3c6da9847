import path from 'node:path';
import type { ClusterEvent, PocketCluster } from '@workbook/cluster';
import { accessIn } from '@workbook/cluster/client';
import { next } from '../advice';
import { apply } from '../cluster/apply';
import { findCluster, keepKubeconfig, kubeconfigIn } from '../cluster/kubeconfig';
import { Story } from '../cluster/story';
import { whenAskedToEnd } from '../ending';
import { WorkbookError } from '../error';
import { command, type Context } from './command';

const MANIFEST = path.join(__dirname, '..', '..', '..', 'deploy', 'nats-depl.yaml');
const MOST_PORTS = 65_535;

export const cluster = command({
  name: 'cluster',
  summary: 'Runs a pocket Kubernetes cluster with a broker in it, until Ctrl-C',
  usage: 'npm run cluster',
  options: {
    port: {
      type: 'whole',
      from: 0,
      default: 0,
      placeholder: 'N',
      description: 'the port of this machine where its API server listens, 0 for a free one',
    },
  },
  async run(context, { values: { port } }) {
    const over = new Promise((resolve) => whenAskedToEnd(resolve));
    const file = kubeconfigIn(context.root);
    const first = await findCluster(file);
    if (first) throw alreadyRuns(first.pid, first.url);
    const story = new Story();
    let isOver = false;
    const running = await start(port, (event) => {
      const line = story.lineOf(event);
      if (!isOver) context.out.write(`${line}\n`);
    });
    const forget = keep(file, running);
    try {
      introduce(context, running, file);
      await apply(accessIn(running.kubeconfig), MANIFEST);
      await over;
    } finally {
      isOver = true;
      forget();
      await running.stop();
    }
    context.out.write('The cluster has ended.\n');
    return 0;
  },
});

async function start(port: number, emit: (event: ClusterEvent) => void): Promise<PocketCluster> {
  if (port > MOST_PORTS)
    throw new WorkbookError(`There is no port ${port}: ${MOST_PORTS} is the last.`);
  // Nobody else is to wait for it to be loaded.
  const { startCluster } = await import('@workbook/cluster');
  try {
    return await startCluster({ port, emit });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    const why = code === 'EACCES' ? 'may not be used by you' : 'is taken by another process';
    throw new WorkbookError(`Port ${port} ${why}.\n${next('npm run cluster', 'takes a free one')}`);
  }
}

function keep(file: string, running: PocketCluster): () => void {
  try {
    return keepKubeconfig(file, running.kubeconfig);
  } catch (error) {
    void running.stop();
    throw error;
  }
}

function alreadyRuns(pid: number | undefined, url: string): WorkbookError {
  const who = pid === undefined ? '' : `process ${pid}, `;
  return new WorkbookError(
    [
      `A cluster runs already: ${who}${url}. Use that one, or end it with Ctrl-C where it was started.`,
      next('npm run kubectl -- get pods', 'shows what is in it'),
    ].join('\n'),
  );
}

function introduce({ out }: Context, { url }: PocketCluster, file: string): void {
  const from = process.env.INIT_CWD ?? process.cwd();
  out.write(
    [
      `A pocket cluster runs, with what tools/deploy/nats-depl.yaml says in it. Its API server is ${url}`,
      `kubeconfig  ${path.relative(from, file)}`,
      '',
      'In another terminal:',
      next('npm run kubectl -- get pods', 'which pods are there'),
      '    npm run kubectl -- port-forward svc/nats-srv 4222      a way to the broker, until Ctrl-C',
      '    npm run kubectl -- logs deploy/nats-depl      what the broker says',
      '    npm run kubectl -- delete pod -l app=nats      ends the pod; another takes its place',
      'Ctrl-C ends the cluster, and what is in it is gone.',
      '',
      '',
    ].join('\n'),
  );
}
