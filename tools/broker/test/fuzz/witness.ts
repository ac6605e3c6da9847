import { RawClient } from '@workbook/protocol/client';

/**
 * An honest client that hears everything that anybody sends: whole lines and whole messages of its one
 * subscription, and nothing that somebody else has put between them.
 */
export class Witness {
  private constructor(private readonly raw: RawClient) {}

  static async connect(port: number): Promise<Witness> {
    const raw = await RawClient.open(`nats://127.0.0.1:${port}`, { verbose: false });
    raw.subscribe('>', '', () => undefined);
    return new Witness(raw);
  }

  /** @throws if the broker does not answer, or sends what is neither line nor message */
  async alive(): Promise<void> {
    await this.raw.flush();
    const { isClosed, lines } = this.raw;
    if (isClosed) throw new Error(`the broker sent the witness away: ${lines.at(-1)}`);
    const stray = lines.find((line) => line.startsWith('MSG '));
    if (stray !== undefined) throw new Error(`the witness was sent ${JSON.stringify(stray)}`);
  }

  async end(): Promise<void> {
    await this.raw.drop();
  }
}
