/** What a handler is given: the labs' message, without a client behind it. */
export interface Message<Data> {
  readonly channel: string;
  /** Its place in the channel, from 1. */
  readonly sequence: number;
  readonly data: Data;
  readonly redelivered: boolean;
  /** Sends the ack, as the client does under manual acknowledgement. */
  readonly ack: () => void;
}
