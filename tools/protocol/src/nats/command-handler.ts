import type { Violation } from './violation';

/**
 * What a client's bytes mean, called in the order in which they came.
 * Subjects and sids are latin1: one character for each byte.
 */
export interface CommandHandler {
  /** @param json for `parseConnect` */
  connect(json: string): void;
  /**
   * @param payload a view of the bytes that were pushed, or of a copy: it does not change
   * @param headers of HPUB, with the empty line that ends them; a view too
   */
  publish(
    subject: string,
    reply: string | undefined,
    payload: Buffer,
    headers: Buffer | undefined,
  ): void;
  subscribe(subject: string, queue: string | undefined, sid: string): void;
  /** @param max how many deliveries since SUB end it; undefined: it ends at once */
  unsubscribe(sid: string, max: number | undefined): void;
  ping(): void;
  pong(): void;
  /** The last call: nothing after a violation is read. */
  violation(violation: Violation): void;
}
