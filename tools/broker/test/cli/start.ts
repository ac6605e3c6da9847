import { Process } from './process';

const running: Process[] = [];

/** Starts the program with `args`; it is ended after the test. */
export function start(...args: string[]): Process {
  const started = new Process(...args);
  running.push(started);
  return started;
}

afterEach(async () => {
  for (const each of running.splice(0)) {
    each.signal('SIGKILL');
    await each.ended();
  }
});
