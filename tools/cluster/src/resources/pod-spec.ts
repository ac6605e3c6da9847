import type { FieldErrors } from '../field-errors';
import { brokenLabel } from '../names';
import type { ContainerSpec, PodSpec, Sent } from '../objects';

const RESTARTS = ['Always', 'OnFailure', 'Never'];

/** What the real server adds to the pods of everybody, and to the templates of pods. */
export function completeSpec(spec: PodSpec, errors: FieldErrors): void {
  const containers = (spec as Sent<PodSpec>).containers ?? [];
  spec.containers = containers;
  if (containers.length === 0) errors.required('containers');
  const names = new Set<string>();
  containers.forEach((container, index) => {
    const its = errors.below(`containers[${index}]`);
    completeContainer(container, its);
    if (container.name && names.has(container.name)) its.duplicate('name', container.name);
    names.add(container.name);
  });
  spec.restartPolicy ??= 'Always';
  if (!RESTARTS.includes(spec.restartPolicy)) {
    errors.unsupported('restartPolicy', spec.restartPolicy, RESTARTS);
  }
  spec.terminationGracePeriodSeconds ??= 30;
  spec.dnsPolicy ??= 'ClusterFirst';
  spec.schedulerName ??= 'default-scheduler';
  spec.securityContext ??= {};
}

function completeContainer(container: ContainerSpec, errors: FieldErrors): void {
  if (!container.name) errors.required('name');
  else
    for (const words of brokenLabel(container.name)) errors.invalid('name', container.name, words);
  const image = (container as Sent<ContainerSpec>).image ?? '';
  if (image === '') errors.required('image');
  const isFixed = /:(?!latest$)[^/]+$/.test(image);
  container.imagePullPolicy ??= isFixed ? 'IfNotPresent' : 'Always';
  container.resources ??= {};
  container.terminationMessagePath ??= '/dev/termination-log';
  container.terminationMessagePolicy ??= 'File';
  container.ports?.forEach((port, index) => {
    port.protocol ??= 'TCP';
    checkPort(port.containerPort, 'containerPort', errors.below(`ports[${index}]`));
  });
}

export function checkPort(port: number | undefined, field: string, errors: FieldErrors): void {
  if (port === undefined) errors.required(field);
  else if (port < 1 || port > 65_535) {
    errors.invalid(field, port, 'must be between 1 and 65535, inclusive');
  }
}
