/** What happens in a cluster, for who draws a picture of it. */
export type ClusterEvent = { readonly at: number } & (
  | {
      readonly type: 'pod started' | 'pod ready' | 'pod told to end' | 'pod gone';
      readonly pod: string;
    }
  | {
      readonly type: 'connection opened' | 'connection refused' | 'connection closed';
      readonly pod: string;
      readonly port: number;
    }
);

type Untimed<T> = T extends unknown ? Omit<T, 'at'> : never;

/** Takes what happened; the time is added by who hands it out. */
export type Emit = (event: Untimed<ClusterEvent>) => void;
