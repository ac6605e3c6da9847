import { type ListenError, PortTakenError } from '../nats/listen-error';
import type { Settings } from './command';
import { portHolder } from './port-holder';

/** Why the server cannot listen. */
export interface ListenFailure {
  /** In the words of the real server, for its log line. */
  readonly reason: string;
  /** What it means and what to type next, in whole lines; empty if there is no more to say. */
  readonly advice: string;
}

const MAX_PORT = 65_535;

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
