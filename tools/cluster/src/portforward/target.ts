import type { Socket } from 'node:net';

/** A pod, as who forwards to it sees it. */
export interface ForwardTarget {
  readonly namespace: string;
  readonly name: string;
  /**
   * Opens a connection to what listens on a port of the pod.
   *
   * @throws ForwardError if nothing does
   */
  connect(port: number): Socket;
}

/** Nobody can be reached; the message is what the other end reads. */
export class ForwardError extends Error {
  override readonly name = 'ForwardError';
}
