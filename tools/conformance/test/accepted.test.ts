import { accepted } from '../src/differential/accepted';
import type { Difference } from '../src/differential/difference';
import type { Shown } from '../src/differential/place';
import type { Session, Step } from '../src/differential/step';

const connect: Step = { do: 'connect', slot: 1, id: 'a', protocol: 1 };
const kill: Step = { do: 'restart', signal: 'SIGKILL' };
const settings: Session['settings'] = {
  theme: 'plain',
  store: 'file',
  flags: [],
  maxAge: 0,
  maxInactivity: 0,
  heartbeats: 0,
};

function subscribe(sub: number, durable: string): Step {
  const start = { start: 4, sequence: 0, delta: 0, acks: false, inboxOf: sub };
  const limits = { maxInFlight: 1, ackWait: 30 };
  return {
    do: 'subscribe',
    slot: 1,
    sub,
    channel: 'foo.bar',
    queue: '',
    durable,
    ...limits,
    ...start,
  };
}

/** On the page of the channel. */
function differs(subscription: string, field: string, ...values: [unknown, unknown]): Difference {
  return { place: { page: 'channelsz', channel: 'foo.bar', subscription, field }, values };
}

function reasonFor(differences: readonly Difference[], ...steps: Step[]): string | undefined {
  return accepted(differences, { settings, steps }, steps.length);
}

const served = (field: string): Shown => ({ page: 'serverz', field });
const sentMore: Difference = { place: served('out_msgs'), values: [9, 10] };
const sentLess: Difference = { place: served('out_msgs'), values: [10, 9] };

test('after kill -9 the embedded server may have more pending, and send more; numbers are compared as numbers', () => {
  const pending = differs('s1', 'pending_count', 9, 10);
  const steps = [connect, subscribe(1, 'd'), kill];
  const reason =
    'the real server had more acks on disk when it was killed: a buffer of it was full';
  expect(reasonFor([pending, sentMore, differs('s1', 'is_stalled', false, true)], ...steps)).toBe(
    reason,
  );
  expect(reasonFor([sentMore], ...steps)).toBeUndefined();
  expect(reasonFor([pending, sentLess], ...steps)).toBeUndefined();
  expect(reasonFor([differs('s1', 'pending_count', 10, 9)], ...steps)).toBeUndefined();
  expect(reasonFor([pending], connect, subscribe(1, 'd'))).toBeUndefined();
});

test('after kill -9 a durable that came back may be offline on the real server, and no other', () => {
  const offline = differs('s2', 'is_offline', true, false);
  const count: Difference = {
    place: { page: 'clientsz', client: 'a', field: 'subs_count' },
    values: [0, 1],
  };
  const back = [connect, subscribe(1, 'd'), subscribe(2, 'd'), kill];
  const reason = 'the real server forgot when it was killed that a durable had come back';
  expect(reasonFor([offline, count, sentMore], ...back)).toBe(reason);
  expect(reasonFor([offline, differs('s3', 'inbox', 'x', 'y')], ...back)).toBeUndefined();
  expect(reasonFor([differs('s2', 'is_offline', false, true)], ...back)).toBeUndefined();
  const others = [connect, subscribe(1, 'd'), subscribe(2, 'e'), kill];
  expect(reasonFor([offline, count], ...others)).toBeUndefined();
});
