import { connect } from 'node:net';

/** A NATS server speaks first, and at once. */
const PATIENCE_MS = 500;

/**
 * Who listens on a port, as far as can be learnt everywhere without asking the system: a NATS server
 * says INFO to whoever connects.
 *
 * @returns how a sentence names it: `a NATS server` or `another process`
 */
export async function portHolder(host: string, port: number): Promise<string> {
  const anyAddress = host === '0.0.0.0' || host === '::';
  const socket = connect(port, anyAddress ? 'localhost' : host);
  const heard = await new Promise<string>((resolve) => {
    socket.setTimeout(PATIENCE_MS, () => resolve(''));
    socket.once('data', (bytes) => resolve(bytes.toString('latin1')));
    socket.once('error', () => resolve(''));
    socket.once('end', () => resolve(''));
  });
  socket.destroy();
  return heard.startsWith('INFO {') ? 'a NATS server' : 'another process';
}
