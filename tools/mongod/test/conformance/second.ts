/**
 * Stands where mongodb-memory-server expects a mongod, and starts SecantusDB in its place: the program that
 * WORKBOOK_SECANTUSD names, in memory and alone.
 */
import { spawn } from 'node:child_process';
import { connect } from 'node:net';

/** It may outlive a signal that comes while a connection is open. */
const LIMIT_MS = 4000;
const KNOCK_MS = 20;

function start(program: string, port: number): void {
  const args = ['--host', '127.0.0.1', '--port', String(port), '--storage-path', ':memory:'];
  const server = spawn(program, [...args, '--standalone'], { stdio: 'ignore' });
  server.once('error', ({ message }) => {
    console.error(`${program} cannot be started: ${message}`);
    process.exit(1);
  });
  server.once('exit', (code) => process.exit(code ?? 0));
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      server.kill('SIGINT');
      setTimeout(() => server.kill('SIGKILL'), LIMIT_MS);
    });
  knock(port);
}

/** Says that it listens, as mongodb-memory-server awaits it, once it does. */
function knock(port: number): void {
  const socket = connect(port, '127.0.0.1');
  socket.once('connect', () => {
    socket.end();
    console.log('Waiting for connections');
  });
  socket.once('error', () => setTimeout(() => knock(port), KNOCK_MS));
}

const given = process.argv.slice(2);
const program = process.env.WORKBOOK_SECANTUSD;
const port = Number(given[given.indexOf('--port') + 1]);
if (program === undefined || !(port > 0)) {
  console.error(
    'This stands in as a mongod for another program.\n    npm run conformance:mongod -- --second PATH      starts it',
  );
  process.exit(2);
}
start(program, port);
