import path from 'node:path';
import { type Program, startProgram, type TestCluster } from '@workbook/testkit';

const file = path.resolve(__dirname, '../src/forward.ts');

/** What it prints when it listens. */
export const FORWARDING = /Forwarding from 127\.0\.0\.1:(\d+) -> 4222/;

/** `npm run forward PORT` */
export function startForward(cluster: TestCluster, port: number): Program {
  const env = { KUBECONFIG: cluster.kubeconfigFile };
  return startProgram(file, { url: '', args: [String(port)], env });
}

/** Resolves to the port on which it says that it listens; to undefined if it does not say so. */
export async function portOf(program: Program): Promise<number | undefined> {
  // The client library takes a second to load, and more where much else is done.
  const line = 'Forwarding from';
  if (!(await program.prints(line)) && !(await program.ended(0))) await program.prints(line);
  const said = program.lines.map((each) => FORWARDING.exec(each)?.[1]).find(Boolean);
  return said === undefined ? undefined : Number(said);
}
