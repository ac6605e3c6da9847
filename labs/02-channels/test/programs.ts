import path from 'node:path';
import { type Program, startProgram } from '@workbook/testkit';

/** Starts `npm run listener payments`, which is to find a client ID by itself. */
export function startListener(url: string, clusterID = 'ticketing'): Program {
  const file = path.resolve(__dirname, '../src/listener.ts');
  // Undefined keeps a variable out of the program's environment.
  const env = {
    NATS_CLIENT_ID: undefined,
    NATS_CLUSTER_ID: clusterID === 'ticketing' ? undefined : clusterID,
  } as unknown as Record<string, string>;
  return startProgram(file, { url, env });
}

/** Resolves to true when the program listens, to false when it has ended instead. */
export function listens(program: Program): Promise<boolean> {
  return program.prints('listens.');
}

/** What a program that ended said, in the learner's words. */
export function lastWords(program: Program): string[] {
  const printed = program.lines.join('\n');
  const cluster = /does not serve the cluster "(.*)"/.exec(printed)?.[1];
  if (cluster)
    return [`nobody answered for the cluster "${cluster}": compare it with the broker's -cid`];
  const thrown =
    /Unhandled error\. \('(.*)'\)/.exec(printed)?.[1] ?? /^\w*Error: .*$/m.exec(printed)?.[0];
  const words = [`it said: ${thrown ?? (printed || 'nothing')}`];
  if (printed.includes('already registered'))
    words.push('two processes gave the same client ID, and the broker takes one of them');
  if (crashed(program)) words.push('it crashed: an emitter throws an error that nobody listens to');
  return words;
}

/** True if an error that nobody caught ended the program: it then prints where it was thrown. */
export function crashed(program: Program): boolean {
  return program.lines.some((line) => line.startsWith('    at '));
}
