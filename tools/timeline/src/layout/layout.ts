import type { Run } from '@workbook/history';
import type { Layout } from './figure';
import { Stage } from './stage';

/** What a picture may choose. */
export interface LayoutOptions {
  /** Its place in `happened`, from 0: this event is marked, and what is far from it is folded. */
  readonly around?: number;
}

/** Puts a run into lanes and rows; long runs are folded, and say how much was. */
export function layoutOf(run: Run, { around }: LayoutOptions = {}): Layout {
  return new Stage(run, around).layout();
}
