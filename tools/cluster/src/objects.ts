/** What all objects have; times are RFC 3339 with whole seconds. */
export interface Metadata {
  name: string;
  generateName?: string;
  namespace?: string;
  uid: string;
  resourceVersion: string;
  /** How often the spec was changed. */
  generation?: number;
  creationTimestamp: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Labels;
  annotations?: Labels;
  ownerReferences?: OwnerReference[];
}

export type Labels = Record<string, string>;

export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller: boolean;
  blockOwnerDeletion: boolean;
}

/** What the store keeps, whatever its kind. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: Metadata;
}

/** A new object: what is missing, its resource and the store add. */
export type NewObject<T extends KubeObject = KubeObject> = Pick<KubeObject, 'apiVersion' | 'kind'> &
  Partial<Omit<T, keyof KubeObject>> & { metadata: Partial<Metadata> };

export interface ContainerPort {
  name?: string;
  containerPort: number;
  protocol?: string;
}

export interface ContainerSpec {
  name: string;
  image: string;
  command?: string[];
  args?: string[];
  ports?: ContainerPort[];
  imagePullPolicy?: string;
  [more: string]: unknown;
}

export interface PodSpec {
  containers: ContainerSpec[];
  nodeName?: string;
  nodeSelector?: Labels;
  /** More conditions that have to be True before the pod is ready. */
  readinessGates?: { conditionType: string }[];
  restartPolicy?: string;
  terminationGracePeriodSeconds?: number;
  [more: string]: unknown;
}

export interface ContainerState {
  waiting?: { reason: string; message?: string };
  running?: { startedAt: string };
  terminated?: { exitCode: number; reason: string; startedAt: string; finishedAt: string };
}

export interface ContainerStatus {
  name: string;
  image: string;
  imageID: string;
  containerID?: string;
  ready: boolean;
  started: boolean;
  restartCount: number;
  state: ContainerState;
  lastState: ContainerState;
}

export interface Condition {
  type: string;
  status: 'True' | 'False';
  reason?: string;
  message?: string;
  lastTransitionTime: string;
  lastUpdateTime?: string;
}

export interface Pod extends KubeObject {
  spec: PodSpec;
  status: {
    phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed';
    conditions?: Condition[];
    hostIP?: string;
    podIP?: string;
    podIPs?: { ip: string }[];
    startTime?: string;
    qosClass?: string;
    containerStatuses?: ContainerStatus[];
  };
}

export interface PodTemplate {
  metadata: { labels?: Labels; annotations?: Labels };
  spec: PodSpec;
}

export interface LabelSelector {
  matchLabels?: Labels;
}

export interface ReplicaSet extends KubeObject {
  spec: { replicas: number; selector: LabelSelector; template: PodTemplate };
  status: { replicas: number; readyReplicas?: number; availableReplicas?: number };
}

export interface Deployment extends KubeObject {
  spec: {
    replicas: number;
    selector: LabelSelector;
    template: PodTemplate;
    [more: string]: unknown;
  };
  status: {
    observedGeneration?: number;
    replicas?: number;
    updatedReplicas?: number;
    readyReplicas?: number;
    availableReplicas?: number;
    unavailableReplicas?: number;
    conditions?: Condition[];
  };
}

export interface ServicePort {
  name?: string;
  protocol?: string;
  port: number;
  targetPort?: number | string;
}

export interface Service extends KubeObject {
  spec: {
    type?: string;
    clusterIP?: string;
    clusterIPs?: string[];
    selector?: Labels;
    ports: ServicePort[];
    [more: string]: unknown;
  };
  status: { loadBalancer: object };
}

export interface EndpointPort {
  name: string;
  port: number;
  protocol: string;
}

export interface EndpointSlice extends KubeObject {
  addressType: 'IPv4';
  endpoints: { addresses: string[]; conditions: { ready: boolean }; targetRef: ObjectReference }[];
  ports: EndpointPort[];
}

export interface Endpoints extends KubeObject {
  subsets: {
    addresses?: { ip: string; targetRef: ObjectReference }[];
    notReadyAddresses?: { ip: string; targetRef: ObjectReference }[];
    ports: EndpointPort[];
  }[];
}

export interface ObjectReference {
  kind: string;
  namespace: string;
  name: string;
  uid: string;
}

export interface KubeEvent extends KubeObject {
  involvedObject: ObjectReference & { apiVersion: string; fieldPath?: string };
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  source: { component: string };
  firstTimestamp: string;
  lastTimestamp: string;
  count: number;
}

/** Of an object that somebody sends anything may be missing. */
export type Sent<T> = { [Field in keyof T]?: T[Field] | undefined };

/** A time as objects have it. @param ms since the Unix epoch */
export function timestamp(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+/, '');
}
