import type { Message } from './message';
import type { Operation } from './table';

/** Takes what a handler asks of the database. */
export type Ask = (operation: Operation) => void;

/** What a copy does with a message. */
export type Work = (message: Message<unknown>, ask: Ask) => Promise<void>;

/** One copy of the service. All of them are members of their groups from the start. */
export interface Copy {
  /** `accounts-1`; empty until it is sent its first message: until then all are alike. */
  name: string;
  /** In which order it was sent its first message, from 1; 0 until then. */
  number: number;
  work: Work | undefined;
  /** All that has come to it, in the order in which it came: from that follows what it keeps in variables. */
  past: string;
  /** What it has acknowledged so far. */
  acks: number;
}
