import type { Clock } from '@workbook/clock';
import type { Socket } from 'node:net';
import type { ContainerSpec } from '../objects';

/** What a container is to run. */
export interface ContainerStart {
  readonly spec: ContainerSpec;
  readonly clock: Clock;
  /** Takes whole lines, with their ends. */
  readonly write: (text: string) => void;
}

/** What runs in a container, however it does. */
export interface Running {
  /** Resolves when it can do its work; never, if it does not come so far. */
  readonly ready: Promise<void>;
  /** Resolves with its exit code when it is over. */
  readonly exited: Promise<number>;
  /** Opens a connection to one of its ports; undefined if nothing listens there. */
  connect(port: number): Socket | undefined;
  /** SIGKILL ends everything; what SIGTERM does is its own affair. */
  signal(name: 'SIGTERM' | 'SIGKILL'): void;
  /** Resolves when it has handled all that came to it. */
  settled(): Promise<void>;
}

/** What an image is: a way to run something. */
export type Image = (start: ContainerStart) => Running;

/** By name, without registry and tag: `nats-streaming`. */
export type Images = ReadonlyMap<string, Image>;

/** `docker.io/library/nats-streaming:0.25.6` is `nats-streaming`. */
export function nameOfImage(reference: string): string {
  return reference.split('/').at(-1)!.split(/[:@]/)[0]!;
}
