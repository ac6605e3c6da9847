type Turn = 'read' | 'write' | 'fail' | 'crash' | 'crash after write';
type Said = 'read' | 'write' | 'fail';

/**
 * A move, for editors that complete it: `send #1 > a`, `read`, `b write`. A message or a row behind `read` or
 * `write` is needed only where a copy could do the same with another one.
 */
export type Word<
  Message extends string = '#1' | '#2' | '#3',
  Copy extends string = 'a' | 'b' | 'c',
> =
  | `send ${Message} > ${Copy}`
  | Turn
  | `${Copy} ${Turn}`
  | `${Said} ${Message}`
  | `${Copy} ${Said} ${Message}`
  | 'lost ack';
