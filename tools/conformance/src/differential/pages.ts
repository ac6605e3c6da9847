import http from 'node:http';
import type { Seen } from './difference';
import type { Shown } from './place';

/** Times, identities and figures of the process: no two servers have the same. */
const OWN = new Set(['server_id', 'go', 'now', 'start_time', 'uptime', 'open_fds', 'max_fds']);

const PAGES = [
  ['serverz', ''],
  ['storez', ''],
  ['clientsz', '?subs=1'],
  ['channelsz', '?subs=1'],
] as const;

type Fields = Readonly<Record<string, unknown>>;

/** A client, which has an ID, or a channel, which has a name. */
interface Item extends Fields {
  readonly id?: string;
  readonly name?: string;
}

type Where = Omit<Shown, 'field'>;

/** One subscription as a page shows it. */
interface Subscription extends Fields {
  readonly inbox: string;
  readonly ack_inbox: string;
  readonly pending_count: number;
  readonly is_offline: boolean;
}

/** The monitoring of one server at one moment. */
export interface Pages {
  readonly seen: readonly Seen[];
  /** How many messages each active subscription has pending, by what its inbox for acks is called. */
  readonly pending: ReadonlyMap<string, number>;
}

/**
 * @param url where the monitoring answers
 * @param nameOf what an inbox for acks is called: servers make them up
 * @throws if a page does not come
 */
export async function pagesOf(
  url: string,
  agent: http.Agent,
  nameOf: (ackInbox: string) => string,
): Promise<Pages> {
  const seen: Seen[] = [];
  const pending = new Map<string, number>();
  const add = (where: Where, { subscriptions, ...fields }: Fields): void => {
    for (const [field, value] of Object.entries(fields)) {
      if (!OWN.has(field)) seen.push({ place: { ...where, field }, value });
    }
    for (const [channel, list] of listsOf(subscriptions, where.channel)) {
      const named = list.map((shown) => ({ ...shown, ack_inbox: nameOf(shown.ack_inbox) }));
      named.sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
      for (const [index, shown] of named.entries()) {
        const subscription = shown.ack_inbox || `subscription ${index + 1}`;
        add({ ...where, channel, subscription }, shown);
        if (!shown.is_offline) pending.set(shown.ack_inbox, shown.pending_count);
      }
    }
  };
  for (const [page, query] of PAGES) {
    const shown = await get(`${url}/streaming/${page}${query}`, agent);
    for (const [field, value] of Object.entries(shown)) {
      if (!Array.isArray(value)) add({ page }, { [field]: value });
      else for (const item of value as Item[]) add(whereIs(page, item), item);
    }
  }
  return { seen, pending };
}

function whereIs(page: Shown['page'], { id, name = '' }: Item): Where {
  return id === undefined ? { page, channel: name } : { page, client: id };
}

/** Of a channel they are a list, of a client a list for each channel. */
function listsOf(
  subscriptions: unknown,
  channel = '',
): readonly (readonly [string, readonly Subscription[]])[] {
  if (Array.isArray(subscriptions)) return [[channel, subscriptions as Subscription[]]];
  return Object.entries((subscriptions ?? {}) as Record<string, Subscription[]>);
}

function keyOf({ ack_inbox, inbox }: Subscription): string {
  return `${ack_inbox} ${inbox}`;
}

/** A server closes connections that were not used for a while: then there is another one. */
async function get(url: string, agent: http.Agent): Promise<Fields> {
  return once(url, agent).catch(async () => once(url, new http.Agent()));
}

async function once(url: string, agent: http.Agent): Promise<Fields> {
  const text = await new Promise<string>((resolve, reject) => {
    const request = http.get(url, { agent }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (body += chunk));
      response.on('end', () => resolve(body));
      response.on('error', reject);
    });
    request.on('error', reject);
  });
  return JSON.parse(text) as Fields;
}
