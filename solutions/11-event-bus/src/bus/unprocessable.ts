/** Thrown by a handler that will never be able to handle this message, however often it comes. */
export class Unprocessable extends Error {
  override readonly name = 'Unprocessable';
}
