import { type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request } from 'node:https';
import type { Socket } from 'node:net';
import { type ClusterOptions, type PocketCluster, startCluster } from '../src';

const running: PocketCluster[] = [];

/** A cluster, until `stopAll`. */
export async function aCluster(options?: ClusterOptions): Promise<PocketCluster> {
  const cluster = await startCluster(options);
  running.push(cluster);
  return cluster;
}

export async function stopAll(): Promise<void> {
  await Promise.all(running.splice(0).map((cluster) => cluster.stop()));
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Null: none. */
  readonly token?: string | null;
}

/** Asks as any client of HTTP does. An upgrade has the empty body. @throws if it is hung up */
export async function ask(cluster: PocketCluster, path: string, asked: Ask = {}): Promise<Answer> {
  const { method = 'GET', headers, body, token = cluster.token } = asked;
  const bytes = body === undefined ? '' : JSON.stringify(body);
  const sent = request(`${cluster.url}${path}`, {
    method,
    rejectUnauthorized: false,
    agent: false,
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      'content-length': Buffer.byteLength(bytes),
      ...headers,
    },
  });
  sent.end(bytes);
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.once('response', resolve);
    sent.once('error', reject);
    sent.once('upgrade', (response: IncomingMessage, socket: Socket) => {
      socket.destroy();
      resolve(response);
    });
  });
  let text = '';
  if (answer.statusCode !== 101) for await (const part of answer) text += String(part);
  return { status: answer.statusCode!, headers: answer.headers, body: text };
}

/** The object of an answer. @throws if it is a failure */
export async function get<T>(cluster: PocketCluster, path: string, asked: Ask = {}): Promise<T> {
  const { status, body } = await ask(cluster, path, asked);
  if (status >= 300) throw new Error(`${path}: ${status} ${body}`);
  return JSON.parse(body) as T;
}

export const PODS = '/api/v1/namespaces/default/pods';
export const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';

/** A pod with a broker; @param more of its spec */
export function podOf(name: string, more: object = {}): object {
  const args = ['-p', '4222', '-m', '8222', '-cid', 'ticketing'];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: { app: 'nats' } },
    spec: { containers: [{ name: 'nats', image: 'nats-streaming:0.25.6', args }], ...more },
  };
}

/** The deployment of the manifests, with so many pods. */
export function deploymentOf(replicas = 1): object {
  const { spec } = podOf('') as { spec: object };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'nats-depl' },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'nats' } },
      template: { metadata: { labels: { app: 'nats' } }, spec },
    },
  };
}

export async function create(cluster: PocketCluster, path: string, body: object): Promise<void> {
  await get(cluster, path, { method: 'POST', body });
  await cluster.settled();
}
