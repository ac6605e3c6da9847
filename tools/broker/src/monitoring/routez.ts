import { timeText } from './time';
import type { Endpoint } from './view';

/** `/routez`: other servers of a cluster; there are none. */
export const routez: Endpoint = ({ server, clock }) => ({
  server_id: server.id,
  server_name: '',
  now: timeText(clock.now()),
  num_routes: 0,
  routes: [],
});
