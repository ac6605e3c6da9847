import type { Clock } from '../clock';
import type { Logger } from '../log';
import type { Store } from '../store/store';
import { Channel } from './channel';
import { errors, RefusedError } from './errors';
import type { Limits } from './limits';

/** True for a channel's name: no empty token, no wildcard and no `/` anywhere (section 3.5). */
function isChannelName(name: string): boolean {
  return !/[*>/]/.test(name) && name.split('.').every((token) => token !== '');
}

/** All channels; one is made when it is first published or subscribed to. */
export class Channels {
  readonly #channels = new Map<string, Channel>();
  /** Names in lower case: since 0.25.0 two channels may not differ by case alone (section 9). */
  readonly #folded = new Map<string, string>();

  constructor(
    private readonly limits: Limits,
    private readonly clock: Clock,
    private readonly log: Logger,
    private readonly store: Store,
  ) {}

  /** In no order. */
  get all(): readonly Channel[] {
    return [...this.#channels.values()];
  }

  get(name: string): Channel | undefined {
    return this.#channels.get(name);
  }

  /** True if there is such a channel or may be one. That of an existing one is not looked at again. */
  isName(name: string): boolean {
    return this.#channels.has(name) || isChannelName(name);
  }

  /** @throws RefusedError if there are too many, or one of the same letters */
  getOrCreate(name: string): Channel {
    const existing = this.#channels.get(name);
    if (existing) return existing;
    const refusal = this.#refusal(name);
    if (refusal) {
      this.log.error(`Creating channel "${name}" failed: ${refusal}`);
      throw new RefusedError(refusal);
    }
    const channel = this.recover(name);
    this.log.info(`Channel "${name}" has been created`);
    return channel;
  }

  /** Makes a channel of what is stored, also where the limits would not allow one more (section 4.2). */
  recover(name: string): Channel {
    const messages = this.store.messagesOf(name);
    const channel = new Channel(name, messages, this.limits, this.clock, this.log, () =>
      this.#delete(channel),
    );
    this.#channels.set(name, channel);
    this.#folded.set(name.toLowerCase(), name);
    return channel;
  }

  /** With all that is in it, and the durables that are offline; the next publish makes a new one. */
  #delete(channel: Channel): void {
    channel.end();
    this.#channels.delete(channel.name);
    this.#folded.delete(channel.name.toLowerCase());
    this.store.forget(channel.name);
    this.log.info(`Channel "${channel.name}" has been deleted`);
  }

  #refusal(name: string): string | undefined {
    const { maxChannels } = this.limits;
    const other = this.#folded.get(name.toLowerCase());
    if (other !== undefined) {
      return `rejecting channel "${name}" because channel "${other}" alreay exists (different cases not allowed)`;
    }
    return maxChannels > 0 && this.#channels.size >= maxChannels
      ? errors.tooManyChannels
      : undefined;
  }
}
