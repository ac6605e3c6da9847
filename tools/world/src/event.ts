import type { Named } from '@workbook/history';

/** An event that the broker has stored. */
export interface Published extends Named {
  readonly data: unknown;
}

/** An event that one copy of a service has handled, as often as it appears. */
export interface Handled extends Published {
  /** The client ID of the copy. */
  readonly by: string;
  readonly redelivered: boolean;
}
