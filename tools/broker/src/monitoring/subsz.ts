import type { Endpoint } from './view';

/** `/subsz`: how the router is used. */
export const subsz: Endpoint = ({ server }) => {
  const { inserts, removes, matches, misses, fanouts } = server.router.statistics;
  const total = fanouts.reduce((sum, fanout) => sum + fanout, 0);
  return {
    num_subscriptions: inserts - removes,
    num_cache: fanouts.length,
    num_inserts: inserts,
    num_removes: removes,
    num_matches: matches,
    cache_hit_rate: matches > 0 ? (matches - misses) / matches : 0,
    max_fanout: fanouts.reduce((most, fanout) => Math.max(most, fanout), 0),
    avg_fanout: fanouts.length > 0 ? total / fanouts.length : 0,
  };
};
