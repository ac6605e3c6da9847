import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { objectOf, send } from './ask';
import { normal } from './normal';
import type { WatchRow } from './row';
import type { Server } from './server';

interface Told {
  readonly type: string;
  readonly object: {
    readonly kind: string;
    readonly metadata: {
      readonly name: string;
      readonly labels?: object;
      readonly annotations?: object;
    };
  };
}

/** What a watch says until nothing more comes for `quiet` milliseconds: the types, and of each object its name and labels. */
export async function watched(server: Server, row: WatchRow, quiet: number): Promise<unknown> {
  const from = row.from ?? (await versionOf(server, row.watch));
  const query = `${row.watch.includes('?') ? '&' : '?'}watch=true&resourceVersion=${from}`;
  const sent = request(server.url + row.watch + query, {
    ca: server.ca,
    agent: false,
    headers: { authorization: `Bearer ${server.token}` },
  });
  sent.on('error', () => undefined);
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  let last = Date.now();
  response.on('error', () => undefined);
  response.on('data', (part) => {
    text += String(part);
    last = Date.now();
  });
  for (const one of row.during) await send(server, one);
  last = Date.now();
  while (Date.now() - last < quiet) await new Promise((resolve) => setTimeout(resolve, 20));
  sent.destroy();
  const lines = text.split('\n').filter(Boolean);
  return {
    status: response.statusCode,
    said: changes(lines.map((line) => JSON.parse(line) as Told)),
  };
}

async function versionOf(server: Server, path: string): Promise<string> {
  const list = objectOf(await send(server, { path })) as { metadata: { resourceVersion: string } };
  return list.metadata.resourceVersion;
}

/** Without those that only change what a controller has to say. */
function changes(told: readonly Told[]): unknown[] {
  const shown = told.map(({ type, object }) => {
    const { kind, metadata } = object;
    if (kind === 'Status') return { type, object: normal(object) };
    const { name, labels, annotations } = metadata;
    return { type, object: normal({ kind, name, labels, annotations }) };
  });
  return shown.filter(({ type, object }, index) => {
    const before = shown.slice(0, index).findLast((one) => nameOf(one.object) === nameOf(object));
    return type !== 'MODIFIED' || JSON.stringify(before?.object) !== JSON.stringify(object);
  });
}

function nameOf(object: unknown): unknown {
  return (object as { name?: string }).name;
}
