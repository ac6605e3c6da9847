import { list, type Named, type Run } from '@workbook/history';

/** What everything is called in a story. */
export class Names {
  readonly #names: Readonly<Record<string, string>>;
  /** Where there are several channels, a number says nothing without its channel. */
  readonly #isOneChannel: boolean;
  /** And a row without its table. */
  readonly #isOneTable: boolean;

  constructor({ happened, names = {} }: Run) {
    this.#names = names;
    const channels = happened.flatMap((event) => ('sequence' in event ? [event.channel] : []));
    this.#isOneChannel = new Set(channels).size < 2;
    const tables = happened.flatMap((event) => ('table' in event ? [event.table] : []));
    this.#isOneTable = new Set(tables).size < 2;
  }

  of(id: string): string {
    return this.#names[id] ?? (id || 'a client without a name');
  }

  /** `#3`, or `#3 of order:updated`. */
  message({ channel, sequence }: Named): string {
    return this.#isOneChannel ? `#${sequence}` : `#${sequence} of ${this.of(channel)}`;
  }

  /** `ann`, or `ann in accounts`. */
  row({ table, id }: { readonly table: string; readonly id: string }): string {
    return this.#isOneTable ? id : `${id} in ${this.of(table)}`;
  }

  /** `#1, #2 and #5 to #20`; by channel where there are several: `#1 and #2 of a, and #1 of b`. */
  messages(all: readonly Named[]): string {
    const channels = [...new Set(all.map(({ channel }) => channel))];
    const parts = channels.map((channel) => {
      const own = all.filter((message) => message.channel === channel);
      const found = list(ranges(own.map(({ sequence }) => sequence)));
      return this.#isOneChannel ? found : `${found} of ${this.of(channel)}`;
    });
    return parts.join(', and ');
  }
}

function ranges(sequences: readonly number[]): string[] {
  const sorted = [...new Set(sequences)].sort((one, other) => one - other);
  const found: [number, number][] = [];
  for (const sequence of sorted) {
    const last = found.at(-1);
    if (last?.[1] === sequence - 1) last[1] = sequence;
    else found.push([sequence, sequence]);
  }
  return found.flatMap(([first, last]) => {
    if (last - first >= 2) return [`#${first} to #${last}`];
    return first === last ? [`#${first}`] : [`#${first}`, `#${last}`];
  });
}
