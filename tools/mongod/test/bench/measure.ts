import { type Collection, MongoClient, MongoServerError } from 'mongodb';
import { DOCUMENTS, ticket, type Ticket, type Workload, WORKLOADS } from './workloads';

const AT_ONCE = 20;
const BATCH = 1000;

/** How many of a workload a server did in a second, or why it did none. */
export type Rates = ReadonlyMap<string, number | string>;

/** @param seconds for each workload */
export async function measure(url: string, seconds: number): Promise<Rates> {
  const client = await MongoClient.connect(url);
  const db = client.db('bench');
  try {
    const rates = new Map<string, number | string>();
    for (const [name, workload] of Object.entries(WORKLOADS)) {
      await db.dropDatabase();
      const tickets = db.collection<Ticket>('tickets');
      await tickets.createIndex({ title: 1 }, { unique: true });
      for (let from = 0; from < DOCUMENTS; from += BATCH)
        await tickets.insertMany(Array.from({ length: BATCH }, (_, at) => ticket(from + at)));
      rates.set(name, await rateOf(tickets, workload, seconds));
    }
    await db.dropDatabase();
    return rates;
  } finally {
    await client.close();
  }
}

async function rateOf(
  tickets: Collection<Ticket>,
  workload: Workload,
  seconds: number,
): Promise<number | string> {
  let count = 0;
  const start = performance.now();
  const isOver = (): boolean => performance.now() - start > seconds * 1000;
  const lane = async (): Promise<void> => {
    while (!isOver()) await workload(tickets, count++);
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
  } catch (error) {
    if (error instanceof MongoServerError) return String(error.codeName);
    throw error;
  }
  return (count / (performance.now() - start)) * 1000;
}
