import type { ClusterEvent } from '@workbook/cluster';

/** Tells what happens in a cluster, a line for each event. */
export class Story {
  /** Told to end, and nobody has come in their place yet. */
  readonly #leaving = new Set<string>();
  /** How many connections are open, by pod and port. */
  readonly #open = new Map<string, number>();

  lineOf(event: ClusterEvent): string {
    const time = new Date(event.at).toTimeString().slice(0, 8);
    return `${time}  ${event.pod}  ${this.#tell(event)}`;
  }

  #tell(event: ClusterEvent): string {
    const { pod } = event;
    switch (event.type) {
      case 'pod started': {
        const [old] = this.#leaving;
        if (old === undefined) return 'started';
        this.#leaving.delete(old);
        return `started, in the place of ${old}`;
      }
      case 'pod ready':
        return 'is ready';
      case 'pod told to end':
        this.#leaving.add(pod);
        return 'is deleted, and told to end';
      case 'pod gone':
        this.#leaving.delete(pod);
        return 'is gone';
      case 'connection opened':
        return `port ${event.port}: a connection opened, ${this.#count(event, 1)}`;
      case 'connection closed':
        return `port ${event.port}: a connection closed, ${this.#count(event, -1)}`;
      case 'connection refused':
        return `port ${event.port}: a connection refused`;
    }
  }

  #count({ pod, port }: { pod: string; port: number }, more: number): string {
    const key = `${pod} ${port}`;
    const open = (this.#open.get(key) ?? 0) + more;
    this.#open.set(key, open);
    return `${open} open`;
  }
}
