import { timeText } from './time';
import type { View } from './view';

/** How the answers of the streaming layer begin. */
export function heading({ streaming, clock }: View): object {
  return {
    cluster_id: streaming.clusterID,
    server_id: streaming.id,
    now: timeText(clock.now()),
  };
}
