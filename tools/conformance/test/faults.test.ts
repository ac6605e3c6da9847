import { patient } from '@workbook/protocol/waiting';
import { StoredServer } from '../src';
import { isSound, printed } from '../src/faults/report';
import { storm } from '../src/faults/storm';

const KILLS = 10;
/** Processes start, one after the other. */
const LIMIT_MS = 50_000;
const PATIENCE_MS = patient(10_000);
const isReal = Boolean(process.env.NATS_STREAMING_SERVER);
jest.setTimeout(patient(LIMIT_MS + 10_000));

test('what was acknowledged to publishers survives kill after kill, without a gap', async () => {
  const server = new StoredServer();
  try {
    const report = await storm(server, {
      kills: KILLS,
      seed: 1,
      limit: LIMIT_MS,
      patience: PATIENCE_MS,
    });
    expect(report.acknowledged).toBe(report.published);
    expect(report.acknowledged).toBeGreaterThan(0);
    expect(isSound(report, isReal) ? 'sound' : printed(report, 0)).toBe('sound');
  } finally {
    await server.remove();
  }
});
