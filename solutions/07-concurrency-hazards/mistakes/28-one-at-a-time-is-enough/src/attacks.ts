import type { Move } from './moves';

/** Each is a schedule of Ann's deposit and withdrawal that ends with another balance than 30. */
export const attacks = {
  failed: ['send #1 > a', 'fail'],
  quicker: ['send #1 > a', 'send #2 > b', 'read'],
  dead: ['send #1 > a', 'crash'],
  twice: ['send #1 > a', 'read', 'write', 'send #2 > a'],
} satisfies Record<string, readonly Move[]>;
