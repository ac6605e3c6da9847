import { StoredServer } from '../src';
import { isSound, printed } from '../src/faults/report';
import { storm } from '../src/faults/storm';

const KILLS = 10;
const isReal = Boolean(process.env.NATS_STREAMING_SERVER);
// Processes start, one after the other.
jest.setTimeout(60_000);

test('what was acknowledged to publishers survives kill after kill, without a gap', async () => {
  const server = new StoredServer();
  try {
    const report = await storm(server, KILLS, 1);
    expect(report.acknowledged).toBe(report.published);
    expect(report.acknowledged).toBeGreaterThan(0);
    expect(isSound(report, isReal) ? 'sound' : printed(report, 0)).toBe('sound');
  } finally {
    await server.remove();
  }
});
