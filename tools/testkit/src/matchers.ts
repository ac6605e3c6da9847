import { type Advice, describe } from './failure';
import type { Published } from './event';
import { currentRecording } from './recording';
import { Service } from './service';
import { notHandledInOrder, notHandledOnce, type Verdict } from './verdicts';

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- the only way to add to jest's types
  namespace jest {
    interface Matchers<R> {
      /** Every event was handled once, by one copy of the service, whichever. */
      toHandleEachOnce(events: readonly Published[], advice: Advice): R;
      /** Every copy of the service handled every event once, in the order of the channel. */
      toHandleAllInOrder(events: readonly Published[], advice: Advice): R;
    }
  }
}

function judge(verdict: Verdict | undefined, advice: Advice): jest.CustomMatcherResult {
  if (verdict) currentRecording()?.failed(verdict.about);
  return {
    pass: verdict === undefined,
    message: () =>
      verdict ? describe({ ...verdict, ...advice }) : 'expected the contrary of what happened',
  };
}

function serviceFrom(received: unknown): Service {
  if (received instanceof Service) return received;
  throw new Error('This matcher takes a service: expect(await broker().start(...))');
}

expect.extend({
  toHandleEachOnce: (received: unknown, events: readonly Published[], advice: Advice) =>
    judge(notHandledOnce(serviceFrom(received), events), advice),
  toHandleAllInOrder: (received: unknown, events: readonly Published[], advice: Advice) =>
    judge(notHandledInOrder(serviceFrom(received), events), advice),
});
