/** A copy in a process of its own: it sells one ticket, and says so. */
import mongoose from 'mongoose';

async function sell(): Promise<void> {
  await mongoose.connect(process.env.MONGO_URI!);
  const { matchedCount } = await mongoose.connection
    .collection<{ price: number }>('tickets')
    .updateOne({}, { $set: { price: 25 } });
  console.log(`sold ${matchedCount}`);
  await mongoose.disconnect();
}

void sell();
