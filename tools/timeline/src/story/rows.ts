import { isSame, nameOf, type Of, type Passage } from '@workbook/history';

type Access = Of<'loaded'> | Of<'saved'>;

/** What a copy loaded for a message, and how often the row had been saved by then. */
interface Sight {
  readonly access: Access;
  readonly saves: number;
}

/** What a save came after. */
export interface Saved {
  /** What was saved there before for the same message. */
  readonly same: readonly Access[];
  /** The newest message of its channel that was saved there before, if it is a newer one. */
  readonly newest: number | undefined;
  /** What was saved there last since the copy loaded the row, and what it had loaded. */
  readonly unseen: { readonly last: Access; readonly loaded: Access } | undefined;
}

/** What was saved in each row and loaded from it, in order. */
export class Rows {
  readonly #saved = new Map<string, Access[]>();
  /** By who loaded for which message, then by the row. */
  readonly #sights = new Map<string, Map<string, Sight>>();

  /** A copy is given a message, for the first time or not. */
  begin(passage: Passage): void {
    this.#sights.delete(handOf(passage));
  }

  load(loaded: Access): void {
    const row = rowOf(loaded);
    const sight = { access: loaded, saves: this.#saved.get(row)?.length ?? 0 };
    this.#sightsOf(loaded).set(row, sight);
  }

  save(saved: Access): Saved {
    const row = rowOf(saved);
    const before = this.#saved.get(row) ?? [];
    this.#saved.set(row, [...before, saved]);
    const newer = before.filter(
      ({ channel, sequence }) => channel === saved.channel && sequence > saved.sequence,
    );
    const sight = this.#sightsOf(saved).get(row);
    const last = sight && before.slice(sight.saves).at(-1);
    this.load(saved);
    return {
      same: before.filter((other) => isSame(other, saved)),
      newest: newer.length === 0 ? undefined : Math.max(...newer.map(({ sequence }) => sequence)),
      unseen: last && { last, loaded: sight.access },
    };
  }

  /** A copy is done with a message. @returns what it had loaded for it, if it has saved nothing */
  end(passage: Passage): Access[] {
    const touched = [...this.#sightsOf(passage).values()].map(({ access }) => access);
    this.begin(passage);
    return touched.some(({ kind }) => kind === 'saved') ? [] : touched;
  }

  #sightsOf(passage: Passage): Map<string, Sight> {
    const hand = handOf(passage);
    const sights = this.#sights.get(hand) ?? new Map<string, Sight>();
    this.#sights.set(hand, sights);
    return sights;
  }
}

function rowOf({ table, id }: Access): string {
  return `${table} ${id}`;
}

function handOf(passage: Passage): string {
  return `${passage.client} ${passage.subscription} ${nameOf(passage)}`;
}
