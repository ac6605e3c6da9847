import { createConnection, Schema } from 'mongoose';
import { startMongod } from '@workbook/mongod';

/** After so many the engine has compiled what is used most. */
const TIMES = 12;

/** Has a client work with an embedded database, so that the next one is quick. */
export async function rehearse(): Promise<void> {
  const server = await startMongod({});
  try {
    for (let time = 0; time < TIMES; time++) await useOnce(server.url, `rehearsal-${time}`);
  } finally {
    await server.stop();
  }
}

async function useOnce(url: string, name: string): Promise<void> {
  const options = { dbName: 'rehearsal', appName: name, monitorCommands: true };
  const connection = await createConnection(url, options).asPromise();
  const schema = new Schema({ _id: String, count: Number }, { versionKey: false });
  schema.index({ count: 1, _id: 1 }, { unique: true });
  const Row = connection.model('Row', schema);
  await Row.init();
  await Row.create({ _id: name, count: 1 });
  await Row.updateOne({ _id: name, count: 1 }, { count: 2 }, { upsert: true });
  await Row.findOneAndUpdate({ _id: name }, { $inc: { count: 1 } }).lean();
  await Row.find({ count: 3 }).sort({ count: 1, _id: 1 }).lean();
  await Row.findOne({ _id: name }).sort({ count: -1 }).lean();
  await Row.deleteMany({});
  await connection.close();
}
