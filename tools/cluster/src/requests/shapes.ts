/** What a value has to be; the words are the real server's, as its refusals have them. */
export type Shape = Plain | MapShape | ListShape | StructShape;
/** Those of `v1` are texts, of which only some words mean anything. */
type Plain = 'string' | 'int32' | 'int64' | 'bool' | 'intstr.IntOrString' | `v1.${string}`;
interface MapShape {
  readonly map: 'string';
}
interface ListShape {
  /** How the real server calls an element. */
  readonly name: string;
  readonly of: Shape;
}
interface StructShape {
  readonly struct: string;
  /** Those that are looked at here; others may be anything. */
  readonly fields: Readonly<Record<string, Shape>>;
}

const MAP: Shape = { map: 'string' };
const STRINGS: Shape = { name: 'string', of: 'string' };
const list = (of: StructShape): Shape => ({ name: `v1.${of.struct}`, of });
const struct = (name: string, fields: StructShape['fields']): StructShape => ({
  struct: name,
  fields,
});
const strings = (...names: readonly string[]): Record<string, Shape> =>
  Object.fromEntries(names.map((name) => [name, 'string']));

const METADATA = struct('ObjectMeta', {
  ...strings('name', 'generateName', 'namespace', 'uid', 'resourceVersion'),
  generation: 'int64',
  deletionGracePeriodSeconds: 'int64',
  labels: MAP,
  annotations: MAP,
  ownerReferences: list(
    struct('OwnerReference', {
      ...strings('apiVersion', 'kind', 'name', 'uid'),
      controller: 'bool',
    }),
  ),
});

const CONTAINER = struct('Container', {
  ...strings('name', 'image'),
  imagePullPolicy: 'v1.PullPolicy',
  command: STRINGS,
  args: STRINGS,
  ports: list(
    struct('ContainerPort', { name: 'string', protocol: 'v1.Protocol', containerPort: 'int32' }),
  ),
});

const POD_SPEC = struct('PodSpec', {
  ...strings('nodeName', 'schedulerName'),
  restartPolicy: 'v1.RestartPolicy',
  dnsPolicy: 'v1.DNSPolicy',
  containers: list(CONTAINER),
  nodeSelector: MAP,
  readinessGates: list(struct('PodReadinessGate', { conditionType: 'v1.PodConditionType' })),
  terminationGracePeriodSeconds: 'int64',
  tolerations: list(
    struct('Toleration', {
      ...strings('key', 'operator', 'value', 'effect'),
      tolerationSeconds: 'int64',
    }),
  ),
});

const WORKLOAD = {
  replicas: 'int32',
  selector: struct('LabelSelector', { matchLabels: MAP }),
  template: struct('PodTemplateSpec', { metadata: METADATA, spec: POD_SPEC }),
} as const;

const SERVICE_SPEC = struct('ServiceSpec', {
  type: 'v1.ServiceType',
  clusterIP: 'string',
  clusterIPs: STRINGS,
  selector: MAP,
  ports: list(
    struct('ServicePort', {
      name: 'string',
      protocol: 'v1.Protocol',
      port: 'int32',
      targetPort: 'intstr.IntOrString',
    }),
  ),
});

const ENDPOINT_PORTS = list(
  struct('EndpointPort', { ...strings('name', 'protocol'), port: 'int32' }),
);
const ADDRESSES = list(struct('EndpointAddress', strings('ip')));

/** By the kind of an object; `metadata` is the same for all. */
const SPECS: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
  Pod: { spec: POD_SPEC },
  Deployment: { spec: struct('DeploymentSpec', WORKLOAD) },
  ReplicaSet: { spec: struct('ReplicaSetSpec', WORKLOAD) },
  Service: { spec: SERVICE_SPEC },
  Scale: { spec: struct('ScaleSpec', { replicas: 'int32' }) },
  Event: {
    ...strings('type', 'reason', 'message', 'firstTimestamp', 'lastTimestamp'),
    count: 'int32',
    involvedObject: struct('ObjectReference', strings('kind', 'namespace', 'name', 'fieldPath')),
    source: struct('EventSource', strings('component')),
  },
  Endpoints: {
    subsets: list(
      struct('EndpointSubset', {
        addresses: ADDRESSES,
        notReadyAddresses: ADDRESSES,
        ports: ENDPOINT_PORTS,
      }),
    ),
  },
  EndpointSlice: {
    addressType: 'string',
    endpoints: list(struct('Endpoint', { addresses: STRINGS })),
    ports: ENDPOINT_PORTS,
  },
};

/** What the fields of an object of that kind have to be. */
export function shapeOf(kind: string): StructShape {
  return struct(kind, { metadata: METADATA, ...SPECS[kind] });
}
