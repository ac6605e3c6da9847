/** Something that can happen next, described so that it is the same thing in every schedule. */
interface Doing {
  /** Which event it is about: its number in the small world. */
  readonly event: number;
  /** Which delivery of the event, from 1. */
  readonly delivery: number;
  /** The copy's name; empty for one that is yet to be started, `ANY` where it makes no difference. */
  readonly copy: string;
}

/** One operation of one handling: its number there, and the row that it concerns. */
interface Touching extends Doing {
  readonly operation: number;
  readonly row: string;
  readonly writes: boolean;
}

export type Action =
  /** `early`: while a handler is still at work on the event. */
  | (Doing & { readonly kind: 'send'; readonly early: boolean })
  | (Touching & { readonly kind: 'do' })
  /** The database refuses this operation. */
  | (Touching & { readonly kind: 'fail' })
  /** The copy dies with all that it does, before or after this operation. */
  | (Touching & { readonly kind: 'crash'; readonly saved: boolean });

type Touches = Exclude<Action, { kind: 'send' }>;

export const ANY = '*';

export function isSame(one: Action, other: Action): boolean {
  if (one.event !== other.event || one.delivery !== other.delivery) return false;
  if (one.kind === 'send') return other.kind === 'send' && one.copy === other.copy;
  if (other.kind === 'send' || one.operation !== other.operation) return false;
  if (one.kind === 'crash') return other.kind === 'crash' && one.saved === other.saved;
  return one.kind === other.kind;
}

/** What two actions of a world may share beyond events and rows. */
export interface Shared {
  /** Copies keep something in variables. */
  readonly memory: boolean;
  /** Copies have a maxInFlight: who may be sent something depends on all that was sent and acknowledged. */
  readonly window: boolean;
}

/**
 * True if neither action can make a difference to the other one, so that the order of the two is
 * of no consequence; false in doubt.
 */
export function areIndependent(one: Action, other: Action, shared: Shared): boolean {
  if (one.event === other.event || shared.window) return false;
  const sameCopy = one.copy === other.copy && one.copy !== ANY;
  if (one.kind === 'crash' || other.kind === 'crash') {
    // Which copies there are decides who may be sent something; and there are only so many crashes.
    if (one.kind === 'send' || other.kind === 'send' || one.kind === other.kind) return false;
    return !sameCopy && !clash(one, other);
  }
  // There are only so many.
  if (one.kind === 'fail' && other.kind === 'fail') return false;
  if (one.kind !== 'send' && other.kind !== 'send')
    return !(sameCopy && shared.memory) && !clash(one, other);
  // What was sent first comes again first.
  if (one.kind === 'send' && other.kind === 'send') return false;
  // A save may be why a message matters that comes before others.
  const [send, done] = one.kind === 'send' ? [one, other as Touches] : [other, one];
  if (send.delivery > 1 && (done.writes || shared.memory)) return false;
  return !(sameCopy && shared.memory);
}

/** What is refused touches no row. */
function clash(one: Touches, other: Touches): boolean {
  if (one.kind === 'fail' || other.kind === 'fail') return false;
  return one.row === other.row && (one.writes || other.writes);
}
