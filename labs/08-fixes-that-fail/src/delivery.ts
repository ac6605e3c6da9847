/** What a fix may know of the message that an event comes in, besides the event. */
export interface Delivery {
  readonly channel: string;
  /** The broker's number, from 1 in each channel. */
  readonly sequence: number;
  ack(): void;
}
