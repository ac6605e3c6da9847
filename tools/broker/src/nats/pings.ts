/**
 * The PINGs that one client has been sent. PONGs carry nothing that says which PING they answer:
 * they answer in order.
 */
export class Pings {
  /** What is to happen at each PONG that is due, the next one first. */
  #due: (() => void)[] = [];

  /** A PING was sent: `answered` is called at its PONG, or when the connection ends. */
  sent(answered: () => void): void {
    this.#due.push(answered);
  }

  /** A PONG came; one that nobody asked for does nothing. */
  answered(): void {
    this.#due.shift()?.();
  }

  /** The connection has ended. */
  end(): void {
    const due = this.#due;
    this.#due = [];
    for (const answered of due) answered();
  }
}
