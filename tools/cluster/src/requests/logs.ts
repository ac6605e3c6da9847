import type { Pod } from '../objects';
import type { Kubelet } from '../pods/kubelet';
import { badRequest } from '../status';
import { type Call, numberIn } from './call';

/** `kubectl logs`: what a container has written, and what it writes until it ends. @throws StatusError */
export function logs({ query, response }: Call, pod: Pod, kubelet: Kubelet): void {
  const names = pod.spec.containers.map(({ name }) => name);
  const container = query.get('container') ?? names[0]!;
  const { name } = pod.metadata;
  if (!names.includes(container))
    throw badRequest(`container ${container} is not valid for pod ${name}`);
  if (query.get('container') === null && names.length > 1) {
    const choice = `choose one of: [${names.join(' ')}]`;
    throw badRequest(`a container name must be specified for pod ${name}, ${choice}`);
  }
  if (pod.spec.nodeName === undefined)
    throw badRequest(`pod ${name} does not have a host assigned`);
  const isPrevious = query.get('previous') === 'true';
  const log = kubelet.log(pod, container, isPrevious);
  if (!log && isPrevious) {
    throw badRequest(`previous terminated container "${container}" in pod "${name}" not found`);
  }
  if (!log) {
    const { reason = 'ContainerCreating' } = pod.status.containerStatuses?.[0]?.state.waiting ?? {};
    throw badRequest(`container "${container}" in pod "${name}" is waiting to start: ${reason}`);
  }
  const hasTimes = query.get('timestamps') === 'true';
  response.writeHead(200, { 'content-type': 'text/plain' });
  response.flushHeaders();
  const write = ({ at, text }: { at: string; text: string }): void => {
    response.write(hasTimes ? `${at} ${text}\n` : `${text}\n`);
  };
  log.lines(numberIn(query, 'tailLines')).forEach(write);
  if (query.get('follow') !== 'true') {
    response.end();
    return;
  }
  const stop = log.follow(write, () => response.end());
  response.on('close', stop);
}
