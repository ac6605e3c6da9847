/** Where something is seen of a server. */
export type Place = Heard | Shown;

/** What the server has said or sent. */
export interface Heard {
  readonly what: 'answer' | 'acks' | 'connection' | 'heartbeats' | 'messages' | 'server';
  /** The number of a slot, or an inbox; undefined if there is only one. */
  readonly of?: number | string;
}

/** A field on a page of the monitoring. */
export interface Shown {
  readonly page: 'channelsz' | 'clientsz' | 'serverz' | 'storez';
  /** A client ID. */
  readonly client?: string;
  readonly channel?: string;
  /** What the session calls it. */
  readonly subscription?: string;
  readonly field: string;
}

/** For the terminal; no two places are printed the same. */
export function printed(place: Place): string {
  if ('page' in place) {
    const { page, client, channel, subscription, field } = place;
    const name = channel === undefined ? undefined : JSON.stringify(channel);
    return [page, client, name, subscription, field].filter((part) => part !== undefined).join(' ');
  }
  const { what, of } = place;
  if (of === undefined) return what;
  return what === 'connection' ? `connection ${of}` : `${what} to ${of}`;
}
