import path from 'node:path';

/** Where the recorded run of a situation is kept: the timeline draws its pictures from it. */
export function runFile(name: string): string {
  return path.join(__dirname, '..', '..', '..', 'timeline', 'test', 'runs', `${name}.json`);
}
