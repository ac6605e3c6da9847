import path from 'node:path';
import { next } from '../advice';
import { WorkbookError } from '../error';
import { findCluster, kubeconfigIn } from './kubeconfig';

/**
 * The kubeconfig of the cluster that runs in the workbook at `root`.
 *
 * @param otherwise what else somebody may do who has not started one
 * @throws WorkbookError if none runs
 */
export async function runningKubeconfig(root: string, ...otherwise: string[]): Promise<string> {
  const file = kubeconfigIn(root);
  if (await findCluster(file)) return file;
  throw new WorkbookError(
    [
      `No cluster runs: nobody answers to ${path.relative(root, file)}.`,
      next('npm run cluster', 'starts one, and stays; then type this again in another terminal'),
      ...otherwise,
    ].join('\n'),
  );
}
