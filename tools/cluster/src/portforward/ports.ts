import { badRequest } from '../status';

/** What is wrong with the ports of a request, in the words of the kubelet, which answers it. */
export class PortsError extends Error {
  override readonly name = 'PortsError';
}

/**
 * The ports of `?ports=4222&ports=8222` or `?ports=4222,8222`.
 *
 * @throws StatusError if one of them is no number, which the API server sees itself
 * @throws PortsError
 */
export function portsOf(query: URLSearchParams): number[] {
  const ports = query.getAll('ports').flatMap((text) => text.split(','));
  for (const text of ports) {
    const reason = parsing(text);
    if (reason !== undefined) throw badRequest(`cannot convert to []int32: ${reason}`);
  }
  if (ports.length === 0) throw new PortsError('query parameter "port" is required');
  return ports.map(portOf);
}

/** @throws PortsError */
export function portOf(text: string): number {
  const reason = parsing(text);
  if (reason !== undefined) {
    throw new PortsError(`unable to parse ${JSON.stringify(text)} as a port: ${reason}`);
  }
  if (Number(text) === 0) throw new PortsError(`port ${JSON.stringify(text)} must be > 0`);
  return Number(text);
}

/** What the real server's parser has to say of a number of two bytes. */
function parsing(text: string): string | undefined {
  const isNumber = /^\d+$/.test(text);
  if (isNumber && Number(text) <= 65_535) return undefined;
  const reason = isNumber ? 'value out of range' : 'invalid syntax';
  return `strconv.ParseUint: parsing ${JSON.stringify(text)}: ${reason}`;
}
