import type { StreamingSubscription } from '@workbook/protocol/client';

/** The sequences that came, with `rN` where one came again for the Nth time: `1 2 1r1`. */
export function story({ received }: Pick<StreamingSubscription, 'received'>): string {
  return received
    .map(({ sequence, redeliveryCount }) =>
      redeliveryCount > 0 ? `${sequence}r${redeliveryCount}` : String(sequence),
    )
    .join(' ');
}
