import { encodeText, printable } from '@workbook/protocol';
import { Channel } from './channel';
import type { ChannelContext } from './channel-context';
import { errors, RefusedError } from './errors';
import { quote } from './quote';

/** True for a channel's name: no empty token, no wildcard and no `/` anywhere (section 3.5). */
function isChannelName(name: string): boolean {
  return !/[*>/]/.test(name) && name.split('.').every((token) => token !== '');
}

/** As the real server folds it, letter by letter; what is no UTF-8 is all one to it. */
function foldCase(name: string): string {
  return Array.from(printable(name), (letter) => letter.toLowerCase()).join('');
}

/** Bytes of the longest name of a folder, which a channel on disk has on the real server. */
const LONGEST_ON_DISK = 255;

/** All channels; one is made when it is first published or subscribed to. */
export class Channels {
  readonly #channels = new Map<string, Channel>();
  /** Names without their case: two channels may not differ by case alone (section 3.5). */
  readonly #folded = new Map<string, string>();

  constructor(private readonly context: ChannelContext) {}

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

  /** @throws RefusedError if there are too many, or one of the same letters, or no such name on disk */
  getOrCreate(name: string): Channel {
    const existing = this.#channels.get(name);
    if (existing) return existing;
    const fold = this.#folded.get(foldCase(name));
    if (fold !== undefined) {
      throw new RefusedError(
        `rejecting channel ${quote(name)} because channel ${quote(fold)} alreay exists (different cases not allowed)`,
      );
    }
    const refusal = this.#refusal(name);
    if (refusal !== undefined) {
      this.context.log.error(`Creating channel ${quote(name)} failed: ${refusal}`);
      throw new RefusedError(refusal);
    }
    const channel = this.recover(name);
    this.context.log.info(`Channel ${quote(name)} has been created`);
    return channel;
  }

  /** Makes a channel of what is stored, also where the limits would not allow one more (section 4.2). */
  recover(name: string): Channel {
    const messages = this.context.store.messagesOf(name);
    const channel = new Channel(name, messages, this.context, () => this.#delete(channel));
    this.#channels.set(name, channel);
    this.#folded.set(foldCase(name), name);
    return channel;
  }

  /** With all that is in it, and the durables that are offline; the next publish makes a new one. */
  #delete(channel: Channel): void {
    channel.end();
    this.#channels.delete(channel.name);
    this.#folded.delete(foldCase(channel.name));
    this.context.store.forget(channel.name);
    this.context.log.info(`Channel ${quote(channel.name)} has been deleted`);
  }

  /** What the real server's store says to a new channel. */
  #refusal(name: string): string | undefined {
    const { maxChannels } = this.context.limits;
    if (maxChannels > 0 && this.#channels.size >= maxChannels) return errors.tooManyChannels;
    if (this.context.store.type !== 'FILE') return undefined;
    if (name.includes('\0')) return `mkdir ${name}: invalid argument`;
    return encodeText(name).length > LONGEST_ON_DISK
      ? `mkdir ${name}: file name too long`
      : undefined;
  }
}
