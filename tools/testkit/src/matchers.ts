import { type Published, Service } from '@workbook/world';
import { found } from './failure';
import { type Advice, type Finding, textOf } from './finding';
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

/** What a matcher of the testkit gives jest, which puts it whole on the error that it throws. */
type Judged = jest.CustomMatcherResult & { readonly finding?: Finding };

function judge(verdict: Verdict | undefined, advice: Advice): Judged {
  if (!verdict) return { pass: true, message: () => 'expected the contrary of what happened' };
  const finding = found({ ...verdict, ...advice }, verdict.about);
  return { pass: false, message: () => textOf(finding), finding };
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
