import { startMongod, type Mongod } from '../server';
import { COMPATIBLE_VERSION } from '../version';
import type { Settings } from './flags';
import { logLine } from './log';

/** Exit codes of a mongod (manual, "Exit Codes and Statuses"). */
const CANNOT_LISTEN = 48;

/**
 * Serves until a signal comes, or a client asks for the end.
 *
 * @param print a line on standard output
 * @returns the exit code
 */
export async function serve(
  { port, host, dbPath }: Settings,
  print: (line: string) => void,
  printError: (line: string) => void,
): Promise<number> {
  let shutDown!: (why: string) => void;
  const ended = new Promise<string>((resolve) => {
    shutDown = resolve;
  });
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => shutDown(name));
  print(
    logLine('I', 'CONTROL', "The workbook's embedded MongoDB, which answers as a mongod does", {
      version: COMPATIBLE_VERSION,
      pid: process.pid,
    }),
  );
  if (dbPath !== undefined)
    print(logLine('I', 'STORAGE', 'Documents are in memory: nothing is written', { dbPath }));
  let server: Mongod;
  try {
    server = await startMongod({
      port,
      host,
      log: (line) => print(logLine('W', 'NETWORK', line)),
      onShutDown: () => shutDown('the command shutdown'),
    });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const errmsg = code === 'EADDRINUSE' ? 'Address already in use' : message;
    print(logLine('E', 'CONTROL', 'Error setting up listener', { error: { errmsg } }));
    printError(adviceFor(code, message, port, host));
    return CANNOT_LISTEN;
  }
  print(logLine('I', 'NETWORK', 'Waiting for connections', { port: server.port, ssl: 'off' }));
  const why = await ended;
  print(logLine('I', 'CONTROL', 'Shutting down', { why }));
  await server.stop();
  return 0;
}

/** What it means, and what to type next. */
function adviceFor(code: string | undefined, message: string, port: number, host: string): string {
  const other = `    --port ${port < 65_535 ? port + 1 : port - 1}      to use another port\n`;
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken by another process.\n${other}`;
    case 'EACCES':
      return `Port ${port} is not for everybody: those from 1024 on are.\n    --port 27017      to use this one\n`;
    default:
      return `The server cannot listen on ${host}: ${message}\n    --bind_ip 127.0.0.1      to listen on this machine alone\n`;
  }
}
