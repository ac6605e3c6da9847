import type * as explorer from '@workbook/explorer';

/**
 * Runs a handler through every schedule of a small world.
 *
 * @throws as the explorer's `explore` does
 */
export const explore: typeof explorer.explore = async (world, options) => {
  // Most files of tests have no need of it.
  const { explore: run } = await import('@workbook/explorer');
  return run(world, options);
};
