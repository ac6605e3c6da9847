/** On a real server seconds really pass: the tests of the file may take `ms` each there, and not 10 s. */
export function limitOnRealServer(ms: number): void {
  if (process.env.NATS_STREAMING_SERVER) jest.setTimeout(ms);
}
