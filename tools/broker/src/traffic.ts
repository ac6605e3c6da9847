/** How many messages came and went, for the monitoring. Bytes are those of the messages alone. */
export class Traffic {
  inMessages = 0;
  inBytes = 0;
  outMessages = 0;
  outBytes = 0;

  came(bytes: number): void {
    this.inMessages++;
    this.inBytes += bytes;
  }

  went(bytes: number): void {
    this.outMessages++;
    this.outBytes += bytes;
  }
}
