import type { Clock } from '@workbook/clock';
import { Binary } from 'bson';
import { createHash } from 'node:crypto';
import { type Doc, doc, isDoc, keyOf, type Value } from '../values';

/** A session that is not used ends after so long. */
export const SESSION_TIMEOUT_MINUTES = 30;
const TIMEOUT_MS = SESSION_TIMEOUT_MINUTES * 60 * 1000;
/** What stands for the user where nobody has to say who he is. */
const NOBODY = new Binary(createHash('sha256').digest());

interface Session {
  readonly id: Value;
  /** By the clock. */
  readonly used: number;
  readonly lastUse: Date;
}

/** The sessions that commands were sent in; the one that was used last is the last. */
export class SessionList {
  readonly #sessions = new Map<string, Session>();

  constructor(private readonly clock: Clock) {}

  /** @param lsid as a command has it; what is none is passed over */
  use(lsid: Value | undefined): void {
    const id = idOf(lsid);
    if (id === undefined) return;
    this.#expire();
    this.end(lsid);
    const { clock } = this;
    this.#sessions.set(keyOf(id), { id, used: clock.now(), lastUse: new Date(clock.wall()) });
  }

  end(lsid: Value | undefined): void {
    const id = idOf(lsid);
    if (id !== undefined) this.#sessions.delete(keyOf(id));
  }

  /** As `$listLocalSessions` tells them. */
  get told(): readonly Doc[] {
    this.#expire();
    return Array.from(this.#sessions.values(), ({ id, lastUse }) =>
      doc({ _id: doc({ id, uid: NOBODY }), lastUse }),
    );
  }

  #expire(): void {
    for (const [key, { used }] of this.#sessions) {
      if (this.clock.now() - used < TIMEOUT_MS) return;
      this.#sessions.delete(key);
    }
  }
}

function idOf(lsid: Value | undefined): Value | undefined {
  const id = lsid !== undefined && isDoc(lsid) ? lsid.get('id') : undefined;
  return id instanceof Binary && id.sub_type === Binary.SUBTYPE_UUID ? id : undefined;
}
