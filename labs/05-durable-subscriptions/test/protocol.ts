/** A copy of a service in another process. */
export interface CopyThere {
  readonly service: 'payments' | 'audit';
  readonly clientID: string;
}

/** How the lines begin by which the other process tells what happens: unlike all that a service prints. */
export const LISTENING = '[new process] all listen';
export const HANDLED = '[new process] handled';
