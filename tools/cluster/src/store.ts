import type { Clock } from '@workbook/clock';
import { randomUUID } from 'node:crypto';
import { type KubeObject, type NewObject, timestamp } from './objects';
import type { Resource } from './resources/resource';
import { alreadyExists, conflict, expired, notFound } from './status';

/** Something happened to an object; `before` is what it was. */
export interface Change {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly resource: Resource;
  readonly version: number;
  readonly object: KubeObject;
  readonly before: KubeObject | undefined;
}

export type Listener = (change: Change) => void;

/** So many changes are remembered for those who watch from an earlier version. */
const REMEMBERED = 1000;

/**
 * All objects of the cluster. Each change has a number, the resource version, whatever it is about. An object
 * that was handed out is never changed: a change puts another in its place.
 */
export class Store {
  readonly #clock: Clock;
  readonly #objects = new Map<string, Map<string, KubeObject>>();
  readonly #listeners = new Set<Listener>();
  #history: Change[] = [];
  /** As in a real cluster, something has happened before anybody can ask. */
  #version = 100;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The number of the last change. */
  get version(): number {
    return this.#version;
  }

  /**
   * @param isDry true: it is made, but not put in
   * @throws StatusError if there is one of that name
   */
  create<T extends KubeObject>(resource: Resource<T>, given: NewObject<T>, isDry = false): T {
    const object = structuredClone(given) as unknown as T;
    const { metadata } = object;
    if (this.find(resource, metadata.namespace, metadata.name)) {
      throw alreadyExists(resource, metadata.name);
    }
    metadata.uid = randomUUID();
    metadata.creationTimestamp = timestamp(this.#clock.now());
    if (!isDry) this.#put('ADDED', resource, object, undefined);
    return object;
  }

  find<T extends KubeObject>(
    resource: Resource<T>,
    namespace: string | undefined,
    name: string,
  ): T | undefined {
    return this.#all(resource).get(keyOf(namespace, name)) as T | undefined;
  }

  /** @throws StatusError if there is none of that name */
  get<T extends KubeObject>(resource: Resource<T>, namespace: string | undefined, name: string): T {
    const object = this.find(resource, namespace, name);
    if (!object) throw notFound(resource, name);
    return object;
  }

  /** Those of a namespace, or of all, by name. */
  list<T extends KubeObject>(resource: Resource<T>, namespace?: string): T[] {
    return [...this.#all(resource)]
      .filter(([, { metadata }]) => namespace === undefined || metadata.namespace === namespace)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, object]) => object as T);
  }

  /**
   * Puts `object` in the place of the one that has its name. What is the same changes nothing.
   *
   * @throws StatusError if there is none, or `object` was made of an older one
   */
  replace<T extends KubeObject>(resource: Resource<T>, object: T): T {
    const { namespace, name, resourceVersion } = object.metadata;
    const before = this.get(resource, namespace, name);
    // Without a version, whatever is there is meant.
    if (resourceVersion && resourceVersion !== before.metadata.resourceVersion) {
      throw conflict(resource, name);
    }
    const next = structuredClone(object);
    next.metadata.resourceVersion = before.metadata.resourceVersion;
    if (JSON.stringify(next) === JSON.stringify(before)) return before;
    this.#put('MODIFIED', resource, next, before);
    return next;
  }

  /** Changes a copy of an object and puts it in its place; does nothing if it is not there any more. */
  change<T extends KubeObject>(
    resource: Resource<T>,
    { metadata }: T,
    edit: (copy: T) => void,
  ): void {
    const object = this.find(resource, metadata.namespace, metadata.name);
    if (object?.metadata.uid !== metadata.uid) return;
    const copy = structuredClone(object);
    edit(copy);
    this.replace(resource, copy);
  }

  /** Does nothing if it is not there any more. */
  remove(resource: Resource, { metadata }: KubeObject): void {
    const { namespace, name } = metadata;
    const before = this.find(resource, namespace, name);
    if (before?.metadata.uid !== metadata.uid) return;
    this.#all(resource).delete(keyOf(namespace, name));
    this.#tell('DELETED', resource, structuredClone(before), before);
  }

  /** @returns what ends it */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The changes after `version`. @throws StatusError if they are forgotten */
  since(version: number): readonly Change[] {
    const oldest = this.#history[0]?.version ?? 1;
    if (version < oldest - 1) throw expired(version, oldest);
    return this.#history.filter((change) => change.version > version);
  }

  #all(resource: Resource): Map<string, KubeObject> {
    let objects = this.#objects.get(resource.plural);
    if (!objects) {
      objects = new Map<string, KubeObject>();
      this.#objects.set(resource.plural, objects);
    }
    return objects;
  }

  #put(
    type: Change['type'],
    resource: Resource,
    object: KubeObject,
    before: KubeObject | undefined,
  ): void {
    const { namespace, name } = object.metadata;
    this.#all(resource).set(keyOf(namespace, name), object);
    this.#tell(type, resource, object, before);
  }

  #tell(
    type: Change['type'],
    resource: Resource,
    object: KubeObject,
    before: KubeObject | undefined,
  ): void {
    this.#version += 1;
    object.metadata.resourceVersion = String(this.#version);
    const change = { type, resource, version: this.#version, object, before };
    this.#history.push(change);
    if (this.#history.length > 2 * REMEMBERED) this.#history = this.#history.slice(-REMEMBERED);
    for (const listener of [...this.#listeners]) listener(change);
  }
}

function keyOf(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`;
}
