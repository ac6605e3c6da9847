/** A client as far as a server needs it to know when all is quiet. */
export interface Settleable {
  /** Sends a PING, and resolves at its PONG or when the connection is closed. */
  flush(): Promise<void>;
  /** Bytes sent and received so far. */
  readonly traffic: number;
}

/** A server for one test: the embedded one, or the real one that `NATS_STREAMING_SERVER` names. */
export interface Server {
  readonly url: string;
  /** Where `-m` answers; undefined without it. */
  readonly monitoringURL: string | undefined;
  /** Resolves when nothing is under way between the server and `clients`. */
  settled(clients: readonly Settleable[]): Promise<void>;
  /**
   * Stops it, and starts it again on the same port.
   *
   * @param whileDown called in between
   */
  restart(whileDown: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/** What a test may choose; durations as the server's flags write them: `5s`, `500ms`. */
export interface ServerOptions {
  readonly clusterID: string;
  /** `-hbi`: how often the server asks a client whether it is there. */
  readonly heartbeatInterval: string;
  /** `-hbt`: how long it waits for the answer. */
  readonly heartbeatTimeout: string;
  /** `-hbf`: how many failed heartbeats it forgives. */
  readonly heartbeatFailCount: number;
  /** Where it keeps its messages: on disk they outlive a restart. */
  readonly store: 'memory' | 'disk';
  /** Other flags of the server, as they are typed: `['-mm', '3']`. */
  readonly flags: readonly string[];
}
