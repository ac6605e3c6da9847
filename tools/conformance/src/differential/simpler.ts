import type { Settings, Step } from './step';

/** The same step with one thing less that could matter, for each such thing. The order is part of a token. */
export function simpler(step: Step): readonly Step[] {
  switch (step.do) {
    case 'connect':
      return differing(step, { protocol: 1 });
    case 'publish':
      return differing(step, { count: 1, size: 0, reply: '', as: 'itself', channel: 'a' });
    case 'subscribe':
      return differing(step, {
        durable: '',
        queue: '',
        acks: false,
        ackWait: 30,
        maxInFlight: 1024,
        start: 4,
        inboxOf: step.sub,
        channel: 'a',
      });
    case 'ack':
      return differing(step, { channel: '', via: step.sub, which: 'oldest' });
    case 'end':
      return differing(step, { channel: '', by: 'ack inbox', slot: undefined });
    case 'close':
      return differing(step, { id: '' });
    case 'wait':
      return differing(step, { seconds: 1 });
    case 'restart':
      return differing(step, { signal: 'SIGTERM' });
    default:
      return [];
  }
}

/** The same for how the servers are started. */
export function simplerSettings(settings: Settings): readonly Settings[] {
  const { flags, maxAge, maxInactivity, heartbeats } = settings;
  const without = (...names: string[]): string[] =>
    flags.filter((flag, index) => !names.includes(flag) && !names.includes(flags[index - 1] ?? ''));
  const limits = ['-mm', '-mb', '-mc', '-msu'].filter((name) => flags.includes(name));
  const replaces = '--replace_durable';
  return [
    ...limits.map((name) => ({ ...settings, flags: without(name) })),
    ...(flags.includes(replaces)
      ? [{ ...settings, flags: flags.filter((flag) => flag !== replaces) }]
      : []),
    ...(maxAge > 0 ? [{ ...settings, maxAge: 0, flags: without('-ma') }] : []),
    ...(maxInactivity > 0 ? [{ ...settings, maxInactivity: 0, flags: without('-mi') }] : []),
    ...(heartbeats > 0
      ? [{ ...settings, heartbeats: 0, flags: without('-hbi', '-hbt', '-hbf') }]
      : []),
    ...differing(settings, { store: 'memory' }),
  ];
}

function differing<T extends object>(value: T, plain: Partial<T>): T[] {
  return (Object.keys(plain) as (keyof T)[])
    .filter((key) => value[key] !== plain[key])
    .map((key) => ({ ...value, [key]: plain[key] }));
}
