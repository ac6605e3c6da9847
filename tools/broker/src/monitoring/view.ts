import type { Clock } from '@workbook/clock';
import type { NatsServer } from '../nats/server';
import type { Streaming } from '../streaming/streaming';

/** What the monitoring looks at. */
export interface View {
  readonly server: NatsServer;
  readonly streaming: Streaming;
  readonly clock: Clock;
  /** When the broker began, in milliseconds since the epoch. */
  readonly startedAt: number;
  /** `MEMORY`, for the store. */
  readonly storeType: string;
  /** Where the monitoring itself listens. */
  readonly port: number;
  /** How often each path was asked for. */
  readonly requests: ReadonlyMap<string, number>;
}

/** Answers one path. @throws NotFoundError if it was asked for a thing that is not there */
export type Endpoint = (view: View, query: URLSearchParams) => object;

/** Asked for a client or a channel that does not exist. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
}

/** A parameter that is no number. */
export class BadQueryError extends Error {
  override readonly name = 'BadQueryError';
}
