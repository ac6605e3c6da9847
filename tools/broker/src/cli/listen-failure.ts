import { connect } from 'node:net';
import { type ListenError, PortTakenError } from '../nats/listen-error';
import type { Settings } from './command';

/** Why the server cannot listen. */
export interface ListenFailure {
  /** In the words of the real server, for its log line. */
  readonly reason: string;
  /** What it means and what to type next, in whole lines; empty if there is no more to say. */
  readonly advice: string;
}

const MAX_PORT = 65_535;
/** A NATS server speaks first, and at once. */
const PATIENCE_MS = 500;

/** Explains why the server cannot listen. */
export async function describeListenFailure(
  error: ListenError,
  settings: Pick<Settings, 'monitoringPort'>,
): Promise<ListenFailure> {
  const { purpose, host, port } = error;
  const flag = purpose === 'monitoring' ? '-m' : '-p';
  const otherPort = `    npm run broker -- ${flag} ${port < MAX_PORT ? port + 1 : port - 1}      to use another port\n`;
  const thisMachine = '    npm run broker -- -a 127.0.0.1      to listen on this machine alone\n';
  if (error instanceof PortTakenError) {
    const isOwn = purpose === 'clients' && port === settings.monitoringPort;
    const holder = isOwn ? 'its own monitoring' : await portHolder(host, port);
    return {
      reason: `listen tcp ${host}:${port}: bind: address already in use`,
      advice: `Port ${port} is taken by ${holder}.\n${otherPort}`,
    };
  }
  switch (error.code) {
    case 'ERR_SOCKET_BAD_PORT':
      return {
        reason: `listen tcp: address ${port}: invalid port`,
        advice: `There is no port ${port}: they go from 1 to ${MAX_PORT}.\n    npm run broker -- ${flag} 4223      to use this one\n`,
      };
    case 'EACCES':
      return {
        reason: `listen tcp ${host}:${port}: bind: permission denied`,
        advice: `Port ${port} is not for everybody: those from 1024 on are.\n    npm run broker -- ${flag} 4223      to use this one\n`,
      };
    case 'EADDRNOTAVAIL':
      return {
        reason: `listen tcp ${host}:${port}: bind: cannot assign requested address`,
        advice: `${host} is no address of this machine.\n${thisMachine}`,
      };
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return {
        reason: `listen tcp: lookup ${host}: no such host`,
        advice: `No address is known for ${host}.\n${thisMachine}`,
      };
    default:
      return { reason: error.message, advice: '' };
  }
}

/**
 * Who listens on a port, as far as can be learnt everywhere without asking the system: a NATS server
 * says INFO to whoever connects.
 *
 * @returns how a sentence names it: `a NATS server` or `another process`
 */
async function portHolder(host: string, port: number): Promise<string> {
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
