/** The subjects on which requests come (behaviour document, section 2.1). */
export interface Subjects {
  readonly discover: string;
  readonly pings: string;
  readonly publish: string;
  readonly subscribe: string;
  readonly unsubscribe: string;
  readonly closeSubscription: string;
  readonly close: string;
}

/** @param clusterID as a token of a subject */
export function subjectsOf(clusterID: string): Subjects {
  return {
    discover: `_STAN.discover.${clusterID}`,
    pings: `_STAN.discover.${clusterID}.pings`,
    publish: `_STAN.pub.${clusterID}`,
    subscribe: `_STAN.sub.${clusterID}`,
    unsubscribe: `_STAN.unsub.${clusterID}`,
    closeSubscription: `_STAN.subclose.${clusterID}`,
    close: `_STAN.close.${clusterID}`,
  };
}
