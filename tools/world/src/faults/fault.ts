/** What can go wrong between a copy and the broker, when the copy is at a message of its channel. */
export type CopyFault = {
  /** Its client ID: `payments-1`. */
  readonly client: string;
  /** The message's place in the channel, from 1. */
  readonly sequence: number;
} & (
  | {
      readonly kind:
        /** The process dies with the message in hand, and has stored nothing. */
        | 'crash-before-save'
        /** The process dies when it would send its ack. */
        | 'crash-after-save'
        /** The ack is sent, and never arrives. */
        | 'lose-ack'
        /** The message arrives twice in a row, as after a retry of the network below. */
        | 'deliver-twice'
        /** The connection breaks without a close, right after the message; the client may come back. */
        | 'cut'
        /** The database refuses the next write of the copy, once the message has reached it. */
        | 'refuse';
    }
  /** `hold`: the message arrives later than those after it. `pause`: from it on nothing passes for so long, either way. */
  | { readonly kind: 'hold' | 'pause'; readonly ms: number }
);

/** What happens to the broker once a test has published so many messages. */
export interface BrokerFault {
  /** `restart`: it stops and starts again. `lose-store`: what it kept is lost with that. */
  readonly kind: 'restart' | 'lose-store';
  readonly sequence: number;
}

/** One thing that goes wrong, once. */
export type Fault = CopyFault | BrokerFault;

/** What goes wrong in a run. */
export type Plan = readonly Fault[];

export function isOfCopy(fault: Fault): fault is CopyFault {
  return 'client' in fault;
}
