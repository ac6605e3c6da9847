import { isSame, type Of } from '@workbook/history';

type Saved = Of<'saved'>;

/** What was written to each row, in order. */
export class Saves {
  readonly #rows = new Map<string, Saved[]>();

  /** @returns what was written there before: for the same message, and for a newer one of its channel */
  add(saved: Saved): { readonly same: readonly Saved[]; readonly newest: number | undefined } {
    const key = `${saved.table} ${saved.id}`;
    const before = this.#rows.get(key) ?? [];
    this.#rows.set(key, [...before, saved]);
    const newer = before.filter(
      ({ channel, sequence }) => channel === saved.channel && sequence > saved.sequence,
    );
    return {
      same: before.filter((other) => isSame(other, saved)),
      newest: newer.length === 0 ? undefined : Math.max(...newer.map(({ sequence }) => sequence)),
    };
  }
}
