import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { clientIDOf } from '../client-id';
import { connect } from '../connect';
import { noDatabase, openDatabase } from '../database';
import type { Request } from '../events';
import { publishOn } from '../listen';
import { openTransactions } from './store';
import { record, type Service, tellUntold } from './transactions';

const clientID = clientIDOf('transactions');

/** How often it looks for what could not be told, in ms. */
const again = 5 * 1000;

const port = Number(process.env.PORT ?? 3000);

async function start(): Promise<void> {
  const connection = openDatabase('transactions', clientID);
  await connection.asPromise().catch(noDatabase);
  const transactions = await openTransactions(connection);
  connect(
    clientID,
    (stan) => {
      const service: Service = { transactions, publish: publishOn(stan) };
      const tell = (): Promise<void> =>
        tellUntold(service).catch((error: unknown) => console.error(String(error)));
      void tell();
      setInterval(() => void tell(), again);
      const server = createServer((request, response) => void answer(service, request, response));
      server.on('error', noPort);
      server.listen(port, '127.0.0.1', () => {
        const { port: own } = server.address() as AddressInfo;
        console.log(`${clientID} answers at http://127.0.0.1:${own}. Ctrl-C ends it.`);
      });
    },
    () => connection.close(),
  );
}

/** `POST /transactions` makes one. */
async function answer(
  service: Service,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const body = JSON.parse(await text(request)) as Request;
    response.end(JSON.stringify(await record(service, body)));
  } catch (error) {
    response.statusCode = 500;
    response.end(JSON.stringify({ error: (error as Error).message }));
  }
}

/** Says why nobody can reach this program, and ends it. */
function noPort(error: Error): never {
  console.error(
    `Nothing can listen at 127.0.0.1:${port}: ${error.message}\n    PORT in the environment names another port, and TRANSACTIONS_URL tells npm run publisher of it`,
  );
  process.exit(1);
}

void start();
