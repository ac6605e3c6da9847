import path from 'node:path';

/**
 * The folder that holds `labs` and `solutions`: the repository that this file is in, or what the
 * environment variable WORKBOOK_ROOT says, which is how the tests point the commands at a fixture.
 */
export function findRoot(): string {
  return path.resolve(process.env.WORKBOOK_ROOT ?? path.join(__dirname, '..', '..', '..'));
}
