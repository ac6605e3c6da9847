/** A message as a server sends it. Subjects and sids are latin1: one character for each byte. */
export interface RawMessage {
  readonly subject: string;
  readonly sid: string;
  readonly reply: string | undefined;
  /** A view of the bytes that were pushed, or of a copy: it does not change. */
  readonly payload: Buffer;
  /** Of HMSG, with the empty line that ends them; a view too. */
  readonly headers: Buffer | undefined;
}

/** What a server's bytes mean, called in the order in which they came. */
export interface ServerLineHandler {
  /** @param json all that stood behind the verb */
  info(json: string): void;
  message(message: RawMessage): void;
  ok(): void;
  /** @param text between the quotes, as latin1 */
  error(text: string): void;
  ping(): void;
  pong(): void;
  /**
   * The last call: nothing after a violation is read.
   *
   * @param what it was, to be said after "The server sent"
   */
  violation(what: string): void;
}
