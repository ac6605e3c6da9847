/** A request over HTTP, whose answer is an answer. */
export interface HTTPRow {
  readonly name: string;
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text goes as it is, everything else as JSON. */
  readonly body?: unknown;
  /** Null: none. */
  readonly token?: string | null;
  /** The part that is compared, where servers may differ in the rest. */
  of?(body: object): unknown;
  /** True: of a failure only its code and its reason, because the words are those of somebody's decoder. */
  readonly brief?: boolean;
  /** It is asked again until this is true. */
  until?(body: object): boolean;
}

/** What a watch says while other requests are answered; it begins where the list of its path ends. */
export interface WatchRow {
  readonly name: string;
  readonly watch: string;
  /** Undefined: the version of a list that is asked for just before. */
  readonly from?: string;
  readonly during: readonly Omit<HTTPRow, 'name'>[];
}

/** A WebSocket, until it is closed. */
export interface WebSocketRow {
  readonly name: string;
  readonly webSocket: string;
  readonly protocols: readonly string[];
  /** What is sent when the server has said what it has to say at the start: bytes, or a text. */
  readonly send?: readonly (Buffer | string)[];
}

/** A request to change to another protocol, to the answer and no further. */
export interface UpgradeRow {
  readonly name: string;
  readonly upgrade: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly token?: string | null;
}

/** Frames on a session of SPDY that is open, and what they are answered with. */
export interface SpdyRow {
  readonly name: string;
  readonly spdy: string;
  /** @param write makes the block of a header frame, which builds on those before it */
  readonly frames: (
    write: (headers: Record<string, string>) => Promise<Buffer>,
  ) => Promise<Buffer[]>;
}

/** So many WebSockets at once, and what the first bytes from the pod are on each. */
export interface CrowdRow {
  readonly name: string;
  readonly crowd: string;
  readonly count: number;
}

/** A WebSocket that sends so many bytes and reads none of those that come back for a while. */
export interface SlowRow {
  readonly name: string;
  readonly slow: string;
  readonly bytes: number;
}

/** An object that nobody keeps, with something else in one field after the other. */
export interface VariedRow {
  readonly name: string;
  readonly varied: string;
  readonly object: object;
}

export type Row =
  VariedRow | HTTPRow | WatchRow | WebSocketRow | UpgradeRow | SpdyRow | CrowdRow | SlowRow;

export const PODS = '/api/v1/namespaces/default/pods';
export const SERVICES = '/api/v1/namespaces/default/services';
export const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';
export const SETS = '/apis/apps/v1/namespaces/default/replicasets';

/** The pod that runs, and whose ports are forwarded. */
export const RUNS = 'nats-depl-1';
/** The one that no node wants. */
export const WAITS = 'not-ready';
/** The name of the node in every cluster that is held against the table. */
export const NODE = 'pocket-node';

export function pod(name: string, spec: object = {}, metadata: object = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: { app: 'nats' }, ...metadata },
    spec: {
      containers: [{ name: 'nats', image: 'greets' }],
      nodeSelector: { disk: 'fast' },
      ...spec,
    },
  };
}

/** @param spec more of it, or other */
export function deployment(name: string, spec: object = {}): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: { ...template, ...spec },
  };
}

export const template = {
  replicas: 0,
  selector: { matchLabels: { app: 'other' } },
  template: {
    metadata: { labels: { app: 'other' } },
    spec: { containers: [{ name: 'nats', image: 'greets:1', ports: [{ containerPort: 4222 }] }] },
  },
};

export function service(name: string, spec: object = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { selector: { app: 'nobody' }, ports: [{ port: 4222 }], ...spec },
  };
}

interface WithAnnotations {
  readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
}

/** All but what a controller or a kubelet has to say: the status, and the revision of a deployment. */
export function withoutStatus(body: WithAnnotations): unknown {
  const all = Object.entries(body.metadata?.annotations ?? {});
  const own = all.filter(([name]) => name !== 'deployment.kubernetes.io/revision');
  const annotations = own.length > 0 ? Object.fromEntries(own) : undefined;
  return { ...body, metadata: { ...body.metadata, annotations }, status: undefined };
}
