import http from 'node:http';

/** Times, identities and figures of the process: no two servers have the same. */
const OWN = new Set(['server_id', 'go', 'now', 'start_time', 'uptime', 'open_fds', 'max_fds']);

type Fields = Readonly<Record<string, unknown>>;

/** A client or a channel. */
interface Item extends Fields {
  readonly id?: string;
  readonly name?: string;
}

/** One subscription as a page shows it. */
interface Shown extends Fields {
  readonly inbox: string;
  readonly ack_inbox: string;
  readonly pending_count: number;
  readonly is_offline: boolean;
}

/** The monitoring of one server at one moment. */
export interface Pages {
  readonly lines: ReadonlyMap<string, string>;
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
  const lines = new Map<string, string>();
  const pending = new Map<string, number>();
  const add = (key: string, { subscriptions, ...fields }: Fields): void => {
    for (const [field, value] of Object.entries(fields)) {
      if (!OWN.has(field)) lines.set(`${key} ${field}`, JSON.stringify(value));
    }
    for (const [channel, list] of Object.entries(byChannel(subscriptions))) {
      const named = list.map((shown) => ({ ...shown, ack_inbox: nameOf(shown.ack_inbox) }));
      named.sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
      for (const [index, shown] of named.entries()) {
        add(`${key}${channel} ${shown.ack_inbox || `subscription ${index + 1}`}`, shown);
        if (!shown.is_offline) pending.set(shown.ack_inbox, shown.pending_count);
      }
    }
  };
  for (const path of ['serverz', 'storez', 'clientsz?subs=1', 'channelsz?subs=1']) {
    const page = path.split('?')[0]!;
    for (const [field, value] of Object.entries(await get(`${url}/streaming/${path}`, agent))) {
      if (!Array.isArray(value)) add(page, { [field]: value });
      else
        for (const item of value as Item[])
          add(`${page} ${item.id ?? JSON.stringify(item.name)}`, item);
    }
  }
  return { lines, pending };
}

/** Of a channel they are a list, of a client a list for each channel. */
function byChannel(subscriptions: unknown): Record<string, readonly Shown[]> {
  if (Array.isArray(subscriptions)) return { '': subscriptions as Shown[] };
  const entries = Object.entries((subscriptions ?? {}) as Record<string, Shown[]>);
  return Object.fromEntries(entries.map(([name, list]) => [` ${JSON.stringify(name)}`, list]));
}

function keyOf({ ack_inbox, inbox }: Shown): string {
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
