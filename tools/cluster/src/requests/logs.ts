import type { Pod } from '../objects';
import type { Kubelet } from '../pods/kubelet';
import { FieldErrors } from '../field-errors';
import { badRequest, invalid } from '../status';
import { type Call, isTrue, numberIn } from './call';

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
  const tail = mustBeLogOptions(query, name);
  if (pod.spec.nodeName === undefined) {
    // There is nobody to ask.
    response.writeHead(204).end();
    return;
  }
  const isPrevious = isTrue(query, 'previous');
  const log = kubelet.log(pod, container, isPrevious);
  if (!log && isPrevious) {
    throw badRequest(`previous terminated container "${container}" in pod "${name}" not found`);
  }
  if (!log) {
    const { reason = 'ContainerCreating' } = pod.status.containerStatuses?.[0]?.state.waiting ?? {};
    throw badRequest(`container "${container}" in pod "${name}" is waiting to start: ${reason}`);
  }
  const hasTimes = isTrue(query, 'timestamps');
  response.writeHead(200, { 'content-type': 'text/plain' });
  response.flushHeaders();
  const write = ({ at, text }: { at: string; text: string }): void => {
    response.write(hasTimes ? `${at} ${text}\n` : `${text}\n`);
  };
  log.lines(tail).forEach(write);
  if (!isTrue(query, 'follow')) {
    response.end();
    return;
  }
  const stop = log.follow(write, () => response.end());
  response.on('close', stop);
}

/** @returns how many lines are wanted at most. @throws StatusError if there cannot be so many */
function mustBeLogOptions(query: URLSearchParams, pod: string): number | undefined {
  const errors = new FieldErrors();
  const tail = numberIn(query, 'tailLines');
  if (tail !== undefined && tail < 0) {
    errors.invalid('tailLines', tail, 'must be greater than or equal to 0');
  }
  const seconds = numberIn(query, 'sinceSeconds');
  if (seconds !== undefined && seconds < 1) {
    errors.invalid('sinceSeconds', seconds, 'must be greater than 0');
  }
  const kind = { plural: '', group: '', kind: 'PodLogOptions' };
  if (errors.all.length > 0) throw invalid(kind, pod, errors.all);
  return tail;
}
