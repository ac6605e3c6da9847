import { Roster } from './roster';
import type { Subscription } from './subscription';

/** One registered client. It outlives its connection: only a close request, silence or a successor ends it. */
export class Client {
  readonly subscriptions = new Roster<Subscription>();
  /** Heartbeats in a row that were not answered. While there are any, section 3.3 pauses redelivery. */
  failedHeartbeats = 0;

  constructor(
    readonly id: string,
    readonly heartbeatInbox: string,
    /** Names the connection, in protocol 1; empty in protocol 0. Bytes as latin1. */
    readonly connID: string,
  ) {}
}
