import { createServer } from 'node:net';
import { once } from 'node:events';
import path from 'node:path';
import type { Program, TestBroker } from '@workbook/testkit';

/** `npm run listener` */
export const listener = path.resolve(__dirname, '../src/listener.ts');

/** Where a copy believes that it runs. */
interface Place {
  readonly host: string;
  /** Undefined: the one that it has. */
  readonly pid?: number;
}

/** The first two share a machine, and the first and the last a process number, as all do in containers. */
export const places: Place[] = [
  { host: 'laptop', pid: 1 },
  { host: 'laptop' },
  { host: 'payments-pod', pid: 1 },
];

/** Starts a copy of payments that finds a client ID by itself. All copies start at the same moment. */
export function startCopy(broker: TestBroker, { host, pid }: Place): Promise<Program> {
  const elsewhere = JSON.stringify(path.join(__dirname, 'elsewhere.cjs'));
  return broker.startProgram(listener, {
    env: environment({
      COPY_HOST: host,
      HOSTNAME: host,
      COPY_PID: pid?.toString(),
      COPY_STARTED: String(Date.UTC(2020, 5, 15, 12)),
      NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --require ${elsewhere}`,
      NATS_CLUSTER_ID: undefined,
      NATS_CLIENT_ID: undefined,
    }),
  });
}

/** Resolves to true when it listens, to false when it has ended instead. */
export async function listens(copy: Program): Promise<boolean> {
  const listening = 'listens.';
  // Several that start at once take their time on a busy machine.
  return (await copy.prints(listening)) || ((await copy.ended(0)) ? false : copy.prints(listening));
}

/** Undefined keeps a variable out of a program's environment. */
export function environment(variables: Record<string, string | undefined>): Record<string, string> {
  return variables as Record<string, string>;
}

/** An address at which nobody listens. */
export async function nobodysAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return `nats://127.0.0.1:${port}`;
}

/** The client IDs under which programs asked to be let in, in order. */
export function clientIDs({ facts }: TestBroker): string[] {
  return facts.all.flatMap((fact) => (fact.kind === 'connected' ? [fact.client] : []));
}

/** What a program that ended said, in the learner's words. */
export function lastWords(program: Program): string[] {
  const printed = program.lines.join('\n');
  const cluster = /does not serve the cluster "(.*)"/.exec(printed)?.[1];
  if (cluster)
    return [`nobody answered for the cluster "${cluster}": compare it with the broker's -cid`];
  const thrown =
    /Unhandled error\. \('(.*)'\)/.exec(printed)?.[1] ?? /^\w*Error: .*$/m.exec(printed)?.[0];
  const said = `it said: ${thrown ?? program.lines.map((line) => line.trim()).join(' / ')}`;
  if (!crashed(program)) return [program.lines.length > 0 ? said : 'it said nothing'];
  // What a client raises is a string or a NatsError; anything else went wrong in the program itself.
  const isRaised = /^(stan: |NatsError)/.test(thrown ?? '');
  return [
    said,
    isRaised
      ? 'it crashed: an emitter throws an error that nobody listens to'
      : 'it crashed: nobody caught that error, which is of its own making',
  ];
}

/** True if an error that nobody caught ended the program: it then prints where it was thrown. */
export function crashed(program: Program): boolean {
  return program.lines.some((line) => line.startsWith('    at '));
}
