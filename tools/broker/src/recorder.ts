import type { BrokerEvent, Happened } from '@workbook/history';

/** Takes what happens, in order. Where there is none, nothing is even put into words. */
export type Recorder = (event: Happened<BrokerEvent>) => void;

/** What the parts of the broker call; undefined if nobody records. */
export type Emit = ((event: BrokerEvent) => void) | undefined;
