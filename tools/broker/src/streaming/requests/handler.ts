import type { Delivery } from '../../nats/router';
import type { Streaming } from '../streaming';

/** Takes one request. `respond` may be called later, and need not be called at all. */
export type Handler = (
  streaming: Streaming,
  request: Delivery,
  respond: (response: Buffer) => void,
) => void;
