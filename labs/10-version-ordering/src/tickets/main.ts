import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { clientIDOf } from '../client-id';
import { connect } from '../connect';
import { noDatabase, openDatabase } from '../database';
import type { TicketEvent } from '../events';
import { listen, publishOn } from '../listen';
import { Subjects } from '../subjects';
import { ticketModel } from './ticket';
import { changePrice, createTicket, onOrderCreated, type Tickets } from './tickets';

const clientID = clientIDOf('tickets');

const port = Number(process.env.PORT ?? 3000);

async function start(): Promise<void> {
  const connection = openDatabase('tickets', clientID);
  const Ticket = ticketModel(connection);
  await connection.asPromise().catch(noDatabase);
  connect(
    clientID,
    (stan) => {
      const tickets: Tickets = { Ticket, publish: publishOn(stan) };
      listen(stan, 'tickets', Subjects.OrderCreated, (order, msg) =>
        onOrderCreated(tickets, order, msg),
      );
      const server = createServer((request, response) => void answer(tickets, request, response));
      server.on('error', noPort);
      server.listen(port, '127.0.0.1', () => {
        const { port: own } = server.address() as AddressInfo;
        console.log(`${clientID} answers at http://127.0.0.1:${own}. Ctrl-C ends it.`);
      });
    },
    () => connection.close(),
  );
}

/** `POST /tickets` makes one, `PUT /tickets/ID` changes its price. */
async function answer(
  tickets: Tickets,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [, , id] = (request.url ?? '').split('/');
  try {
    const body = JSON.parse(await text(request)) as { title: string; price: number };
    const event: TicketEvent =
      id === undefined
        ? await createTicket(tickets, body)
        : await changePrice(tickets, id, body.price);
    response.end(JSON.stringify(event));
  } catch (error) {
    response.statusCode = (error as Error).name === 'VersionError' ? 409 : 400;
    response.end(JSON.stringify({ error: (error as Error).message }));
  }
}

/** Says why nobody can reach this program, and ends it. */
function noPort(error: Error): never {
  console.error(
    `Nothing can listen at 127.0.0.1:${port}: ${error.message}\n    PORT in the environment names another port, and TICKETS_URL tells npm run publisher of it`,
  );
  process.exit(1);
}

void start();
