/**
 * What happens in a session, one thing after the other. A slot is a connection with the streaming client
 * on it; a subscription has a number of its own. A step about something that is not there does nothing,
 * so that any step can be left out.
 */
export type Step =
  | {
      readonly do: 'connect';
      readonly slot: number;
      readonly id: string;
      readonly protocol: number;
    }
  | {
      readonly do: 'publish';
      readonly slot: number;
      readonly channel: string;
      readonly count: number;
      /** Bytes of each message, at least those that name it. */
      readonly size: number;
      readonly reply: string;
      readonly as: Author;
    }
  | Subscribe
  | {
      readonly do: 'ack';
      readonly sub: number;
      /** Whose inbox for acks it goes to. */
      readonly via: number;
      readonly which: Selection;
      /** Empty: that of the subscription. */
      readonly channel: string;
    }
  | {
      readonly do: 'end';
      readonly sub: number;
      readonly how: 'unsub' | 'subclose';
      /** Undefined: the one that subscribed. */
      readonly slot: number | undefined;
      readonly by: 'ack inbox' | 'inbox' | 'unknown inbox';
      /** Empty: that of the subscription. */
      readonly channel: string;
    }
  | { readonly do: 'close'; readonly slot: number; readonly id: string }
  | { readonly do: 'ping'; readonly slot: number; readonly as: 'itself' | 'unknown' | 'nobody' }
  | { readonly do: 'garbage'; readonly slot: number; readonly to: string; readonly bytes: string }
  | { readonly do: 'drop' | 'return' | 'silence' | 'speak'; readonly slot: number }
  | { readonly do: 'wait'; readonly seconds: number }
  | { readonly do: 'restart'; readonly signal: 'SIGTERM' | 'SIGKILL' };

export interface Subscribe {
  readonly do: 'subscribe';
  readonly slot: number;
  readonly sub: number;
  readonly channel: string;
  readonly queue: string;
  readonly durable: string;
  readonly maxInFlight: number;
  /** Seconds. */
  readonly ackWait: number;
  readonly start: number;
  readonly sequence: number;
  /** Seconds before now. */
  readonly delta: number;
  /** True: each message is acknowledged as soon as it has come. */
  readonly acks: boolean;
  /** The number of another subscription whose inbox is used; its own if there is none. */
  readonly inboxOf: number;
}

export type Author = 'itself' | 'its ID' | 'another ID' | 'an old connection' | 'without a guid';

/** Messages that a subscription has had. */
export type Selection = 'oldest' | 'newest' | 'all' | 'unknown' | 'acked';

/** What a session is about: it draws the steps that matter to it more often. */
export type Theme =
  'plain' | 'groups' | 'durables' | 'redelivery' | 'clients' | 'limits' | 'restarts';

/** How a server is started, and what of it makes time matter. */
export interface Settings {
  readonly theme: Theme;
  readonly store: 'memory' | 'file';
  readonly flags: readonly string[];
  /** Seconds; 0 if there is no such limit. */
  readonly maxAge: number;
  /** Seconds; 0 if there is no such limit. */
  readonly maxInactivity: number;
  /** Seconds between heartbeats; 0 if none comes while a session lasts. */
  readonly heartbeats: number;
}

export interface Session {
  readonly settings: Settings;
  readonly steps: readonly Step[];
}

const STARTS = ['new only', 'last received', 'time delta', 'sequence', 'first'];

/** A step as a line of a script. */
export function printed(step: Step): string {
  switch (step.do) {
    case 'connect':
      return `connect ${step.slot} as ${step.id}${step.protocol === 1 ? '' : `, protocol ${step.protocol}`}`;
    case 'publish': {
      const what = step.count === 1 ? 'a message' : `${step.count} messages`;
      const size = step.size > 0 ? ` of ${step.size} bytes` : '';
      const reply = step.reply && `, reply ${JSON.stringify(step.reply)}`;
      const as = step.as === 'itself' ? '' : `, as ${step.as}`;
      return `publish ${what}${size} to ${name(step.channel)} from ${step.slot}${reply}${as}`;
    }
    case 'subscribe':
      return subscribePrinted(step);
    case 'ack': {
      const via = step.via === step.sub ? '' : ` by way of s${step.via}`;
      const channel = step.channel && ` for channel ${name(step.channel)}`;
      return `ack ${step.which} of s${step.sub}${via}${channel}`;
    }
    case 'end': {
      const channel = step.channel && ` on ${name(step.channel)}`;
      const by = step.by === 'ack inbox' ? '' : ` by ${step.by}`;
      return `${step.how} s${step.sub}${by}${channel}${step.slot === undefined ? '' : ` from ${step.slot}`}`;
    }
    case 'close':
      return `close ${step.id || 'the client'} from ${step.slot}`;
    case 'ping':
      return `ping from ${step.slot} as ${step.as}`;
    case 'garbage':
      return `send ${JSON.stringify(step.bytes)} to ${step.to} from ${step.slot}`;
    case 'wait':
      return `wait ${step.seconds} s`;
    case 'restart':
      return `restart by ${step.signal}`;
    default:
      return `${step.do} ${step.slot}`;
  }
}

function subscribePrinted(step: Subscribe): string {
  const parts = [
    step.queue && `queue ${name(step.queue)}`,
    step.durable && `durable ${name(step.durable)}`,
    `window ${step.maxInFlight}`,
    `ackWait ${step.ackWait} s`,
    STARTS[step.start] ?? `start ${step.start}`,
    step.start === 3 && `from ${step.sequence}`,
    step.start === 2 && `since ${step.delta} s`,
    step.inboxOf !== step.sub && `on the inbox of s${step.inboxOf}`,
    step.acks ? 'acks at once' : 'acks nothing',
  ];
  return `subscribe s${step.sub} from ${step.slot} to ${name(step.channel)}: ${parts.filter(Boolean).join(', ')}`;
}

/** Odd ones in quotes. */
function name(text: string): string {
  return /^[\w.:]{1,40}$/.test(text)
    ? text
    : JSON.stringify(text.length > 60 ? `${text.slice(0, 20)}… of ${text.length}` : text);
}
