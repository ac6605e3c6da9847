/** What is wrong with the ports of a request, in the words of the kubelet, which answers it. */
export class PortsError extends Error {
  override readonly name = 'PortsError';
}

/**
 * The ports of `?ports=4222&ports=8222` or `?ports=4222,8222`.
 *
 * @throws PortsError
 */
export function portsOf(query: URLSearchParams): number[] {
  const given = query.getAll('ports');
  if (given.length === 0) throw new PortsError('query parameter "port" is required');
  return given.flatMap((text) => {
    if (text === '') throw new PortsError('query parameter "port" cannot be empty');
    return text.split(',').map(portOf);
  });
}

/** @throws PortsError */
export function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    const reason = /^\d+$/.test(text) ? 'value out of range' : 'invalid syntax';
    const parse = `strconv.ParseUint: parsing ${JSON.stringify(text)}: ${reason}`;
    throw new PortsError(`unable to parse ${JSON.stringify(text)} as a port: ${parse}`);
  }
  if (port === 0) throw new PortsError(`port ${JSON.stringify(text)} must be > 0`);
  return port;
}
