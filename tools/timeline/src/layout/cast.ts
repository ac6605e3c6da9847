import { type Happened, isRefusal, type Run } from '@workbook/history';
import type { Lane } from './figure';

/** Who has a lifeline, from left to right: publishers, channels, copies, tables. */
export class Cast {
  readonly lanes: Lane[] = [];
  readonly #numbers = new Map<string, number>();

  constructor({ happened, names = {} }: Run) {
    const crowded = crowdedIn(happened);
    const listeners = new Set(
      happened.flatMap((event) => ('subscription' in event ? [event.client] : [])),
    );
    const add = (key: string, kind: Lane['kind'], id: string, role: string): void => {
      if (this.#numbers.has(key)) return;
      this.#numbers.set(key, this.lanes.length);
      const name = names[id] ?? (id || 'no name');
      this.lanes.push({ kind, name, role: role === name ? '' : role });
    };
    for (const event of happened)
      if (isPublishing(event) && !listeners.has(event.client))
        add(clientKey(event.client), 'publisher', event.client, 'publisher');
    for (const event of happened)
      // What was refused need not be the name of a channel.
      if ('channel' in event && !isRefusal(event))
        add(channelKey(event.channel), 'channel', event.channel, 'channel');
    for (const event of happened) {
      if (!('subscription' in event)) continue;
      const { client } = event;
      if (crowded.has(placeOf(event)))
        add(
          subscriptionKey(client, event.subscription),
          'copy',
          client,
          `subscription ${event.subscription}`,
        );
      else add(clientKey(client), 'copy', client, roleOf(client, happened));
    }
    for (const event of happened)
      // What happened to it is seen, even if it did nothing.
      if (ALONE.has(event.kind) && this.client(event.client) === undefined)
        add(clientKey(event.client), 'copy', event.client, 'client');
    for (const event of happened)
      if ('table' in event) add(tableKey(event.table), 'database', event.table, 'database');
  }

  channel(name: string): number {
    return this.#numbers.get(channelKey(name))!;
  }

  table(name: string): number {
    return this.#numbers.get(tableKey(name))!;
  }

  /** The lifeline of a client, or that of one of its subscriptions if it has several in a channel. */
  client(id: string, subscription?: number): number | undefined {
    const own = subscription === undefined ? undefined : subscriptionKey(id, subscription);
    return (own === undefined ? undefined : this.#numbers.get(own)) ?? this.clients(id)[0];
  }

  /** All lifelines of a client. */
  clients(id: string): number[] {
    return [...this.#numbers]
      .filter(([key]) => key === clientKey(id) || key.startsWith(`${clientKey(id)} subscription `))
      .map(([, number]) => number);
  }
}

function isPublishing({ kind }: Happened): boolean {
  return kind === 'published' || kind === 'publish refused';
}

/** What may happen to a client that neither publishes nor listens. */
const ALONE: ReadonlySet<Happened['kind']> = new Set([
  'connection refused',
  'subscription refused',
  'crashed',
  'killed',
  'disconnected',
  'note',
] as const);

/** `client channel` where a client has two subscriptions at the same time. */
function crowdedIn(happened: readonly Happened[]): Set<string> {
  const crowded = new Set<string>();
  const active = new Map<string, Set<number>>();
  for (const event of happened) {
    if (!('durableName' in event)) continue;
    const here = active.get(placeOf(event)) ?? new Set();
    active.set(placeOf(event), here);
    if (event.kind === 'suspended' || event.kind === 'removed') here.delete(event.subscription);
    else here.add(event.subscription);
    if (here.size > 1) crowded.add(placeOf(event));
  }
  return crowded;
}

function roleOf(client: string, happened: readonly Happened[]): string {
  const first = happened.find((event) => event.client === client && 'durableName' in event);
  if (!first || !('durableName' in first)) return 'listener';
  const { group, durableName } = first;
  if (group === undefined) return durableName ? `durable ${durableName}` : 'listener';
  if (!durableName) return `group ${group}`;
  return `group ${group.slice(durableName.length + 1)}, durable`;
}

function placeOf({ client, channel }: { client: string; channel: string }): string {
  return `${client} ${channel}`;
}

const clientKey = (id: string): string => `client ${id}`;
const subscriptionKey = (id: string, number: number): string =>
  `client ${id} subscription ${number}`;
const channelKey = (name: string): string => `channel ${name}`;
const tableKey = (name: string): string => `table ${name}`;
