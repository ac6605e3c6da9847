import fs from 'node:fs';
import path from 'node:path';
import { accessIn, ask, type Kubeconfig } from '@workbook/cluster/client';

/** A cluster that somebody has started. */
export interface Found {
  /** Of its process; undefined if its kubeconfig does not say so. */
  readonly pid: number | undefined;
  readonly url: string;
}

/** Where the kubeconfig of the running cluster is, in the workbook at `root`. */
export function kubeconfigIn(root: string): string {
  return path.join(root, '.cluster', 'kubeconfig');
}

/** The cluster whose kubeconfig is at `file`, if it answers: a file alone may be left by one that was killed. */
export async function findCluster(file: string): Promise<Found | undefined> {
  try {
    const text = fs.readFileSync(file, 'utf8');
    const access = accessIn(text);
    const { status } = await ask(access, '/version');
    return status === 200 ? { pid: pidIn(text), url: access.url } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Writes the kubeconfig of a cluster of this process, for its owner alone, in the place of one that is left.
 *
 * @returns what takes it away, if it is still the same
 * @throws the system's error if it cannot be written; EEXIST if somebody has written another meanwhile
 */
export function keepKubeconfig(file: string, text: string): () => void {
  const own = withPid(text, process.pid);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.rmSync(file, { force: true });
  fs.writeFileSync(file, own, { mode: 0o600, flag: 'wx' });
  return () => {
    if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === own) fs.rmSync(file);
  };
}

/** Whoever made a cluster may say something about it under `extensions`, which kubectl leaves alone. */
function withPid(text: string, pid: number): string {
  const config = JSON.parse(text) as Kubeconfig;
  config.clusters[0].cluster.extensions = [{ name: 'workbook', extension: { pid } }];
  return `${JSON.stringify(config, null, 2)}\n`;
}

function pidIn(text: string): number | undefined {
  const { extensions } = (JSON.parse(text) as Kubeconfig).clusters[0].cluster;
  return (extensions as [{ extension: { pid: number } }] | undefined)?.[0].extension.pid;
}
