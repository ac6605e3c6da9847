import { ParkedInDatabase } from './bus/parked';
import { clientIDOf } from './client-id';
import { noDatabase, openDatabase } from './database';

const services = ['tickets', 'orders', 'transactions', 'accounts'];
const [what, ...words] = process.argv.slice(2);

/** Does something with what a service has put aside, in its database. */
async function withParked(service: string, use: (parked: ParkedInDatabase) => Promise<void>) {
  const connection = openDatabase(service, clientIDOf('parked'));
  await connection.asPromise().catch(noDatabase);
  await use(new ParkedInDatabase(connection));
  await connection.close();
}

/** Prints what every service has put aside. */
async function list(): Promise<void> {
  let count = 0;
  for (const service of services) {
    await withParked(service, async (parked) => {
      for (const { id, text, reason } of await parked.all()) {
        count++;
        console.log(`${service}  ${id}\n    ${text}\n    ${reason}`);
      }
    });
  }
  if (count === 0) console.log('Nothing is put aside.');
}

async function release(service: string, id: string): Promise<void> {
  await withParked(service, async (parked) => {
    const isThere = await parked.release(id);
    console.log(
      isThere
        ? `${service} tries it again within five seconds.`
        : `${service} has not put "${id}" aside.\n    npm run parked      says what is`,
    );
    if (!isThere) process.exitCode = 1;
  });
}

if (what === undefined) {
  void list();
} else if (what === 'release' && words.length === 2 && services.includes(words[0]!)) {
  void release(words[0]!, words[1]!);
} else {
  console.error(
    [
      'What about what was put aside?',
      '    npm run parked                     all of it',
      '    npm run parked release orders ID   has orders try it again',
    ].join('\n'),
  );
  process.exitCode = 1;
}
