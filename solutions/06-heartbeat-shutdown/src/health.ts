import { createServer } from 'node:http';

/** Answers Kubernetes, which asks a process over HTTP whether it is alive, on a free port. */
export function answerHealth(): void {
  createServer((_, response) => response.end('alive')).listen(0, '127.0.0.1');
}
