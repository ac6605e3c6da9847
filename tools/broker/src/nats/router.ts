import { type Subscriber, SubjectTree } from './subject-tree';

/** A message on its way to a subscriber. */
export interface Delivery {
  readonly subject: string;
  readonly reply: string | undefined;
  readonly payload: Buffer;
}

/** What `subscribe` returns. */
export interface Interest {
  unsubscribe(): void;
}

/** Who gets what is published to one subject. */
interface Audience {
  readonly plain: readonly Subscriber[];
  /** One member of each gets the message. */
  readonly queues: readonly (readonly Subscriber[])[];
}

/** How many audiences are remembered: replies to one-time inboxes would fill the memory. */
const REMEMBERED = 4096;

/** Routes messages by subject (behaviour document, section 1.4). It knows nothing of sockets. */
export class Router {
  readonly #tree = new SubjectTree();
  readonly #audiences = new Map<string, Audience>();

  /**
   * @param deliver called synchronously, in the order of publishing
   * @param owner whom `publish` can leave out
   */
  subscribe(
    pattern: string,
    queue: string | undefined,
    deliver: (message: Delivery) => void,
    owner?: object,
  ): Interest {
    const subscriber: Subscriber = { pattern, queue, owner, deliver };
    this.#tree.add(subscriber);
    this.#audiences.clear();
    return {
      unsubscribe: () => {
        this.#tree.remove(subscriber);
        this.#audiences.clear();
      },
    };
  }

  /**
   * Hands the message to every plain subscriber and to one random member of each queue group.
   *
   * @param except whose own subscriptions get nothing: a client that asked for `echo: false`
   * @returns to how many it went; 0 is what NATS calls "no responders"
   */
  publish(subject: string, reply: string | undefined, payload: Buffer, except?: object): number {
    const audience = this.#audienceOf(subject);
    const message: Delivery = { subject, reply, payload };
    let count = 0;
    for (const subscriber of audience.plain) {
      if (except !== undefined && subscriber.owner === except) continue;
      subscriber.deliver(message);
      count++;
    }
    for (const queue of audience.queues) {
      const members = except ? queue.filter((member) => member.owner !== except) : queue;
      const chosen = members[Math.floor(Math.random() * members.length)];
      if (!chosen) continue;
      chosen.deliver(message);
      count++;
    }
    return count;
  }

  /** True if a message published to `subject` would reach somebody. */
  hasInterest(subject: string): boolean {
    const { plain, queues } = this.#audienceOf(subject);
    return plain.length > 0 || queues.length > 0;
  }

  #audienceOf(subject: string): Audience {
    let audience = this.#audiences.get(subject);
    if (audience) return audience;
    audience = divide(this.#tree.match(subject));
    if (this.#audiences.size >= REMEMBERED) this.#audiences.clear();
    this.#audiences.set(subject, audience);
    return audience;
  }
}

/** Members of one group may have subscribed to different patterns: the group is one all the same. */
function divide(subscribers: readonly Subscriber[]): Audience {
  const plain: Subscriber[] = [];
  const queues = new Map<string, Subscriber[]>();
  for (const subscriber of subscribers) {
    if (subscriber.queue === undefined) plain.push(subscriber);
    else if (queues.has(subscriber.queue)) queues.get(subscriber.queue)!.push(subscriber);
    else queues.set(subscriber.queue, [subscriber]);
  }
  return { plain, queues: [...queues.values()] };
}
