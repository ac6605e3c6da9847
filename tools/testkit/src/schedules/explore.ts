import type * as explorer from '@workbook/explorer';

/**
 * Runs a handler through every schedule of a small world.
 *
 * @throws as the explorer's `explore` does
 */
export const explore: typeof explorer.explore = async (...world) =>
  (await load()).explore(...world);

/**
 * Runs it through one schedule.
 *
 * @throws as the explorer's `replay` does
 */
export const replay: typeof explorer.replay = async (...world) => (await load()).replay(...world);

/** Most files of tests have no need of it. */
function load(): Promise<typeof explorer> {
  return import('@workbook/explorer');
}
