/** How many messages may wait for their PubAck: enough for every server to be busy all the time. */
export const PUBLISH_WINDOW = 4096;
/** How many messages a subscription may have without an ack: what stan.go asks for by default. */
export const MAX_IN_FLIGHT = 1024;
/** Whole seconds; longer than any measurement, so that nothing is ever sent again. */
export const ACK_WAIT_S = 300;
export const CLUSTER_ID = 'test-cluster';

/** What a workload needs of a client: both clients do the same, each as fast as it can. */
export interface StreamingClient {
  /**
   * Publishes `count` messages of `size` bytes, with at most PUBLISH_WINDOW of them unacknowledged.
   * Resolves when all are acknowledged.
   *
   * @throws if the server refuses one
   */
  publish(channel: string, size: number, count: number): Promise<void>;
  /** Subscribes and acknowledges everything. Resolves when the server has accepted it. */
  subscribe(channel: string, terms: Terms): Promise<void>;
  /** Ends the connection. */
  close(): Promise<void>;
}

export interface Terms {
  /** Empty: none. */
  readonly group: string;
  /** True: from the first message that is stored; false: only new ones. */
  readonly all: boolean;
  /** Told how many messages came, in batches or one by one. */
  readonly received: (count: number) => void;
}

/** @param clientID legal and not in use */
export type OpenClient = (url: string, clientID: string) => Promise<StreamingClient>;
