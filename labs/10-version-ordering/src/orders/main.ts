import { clientIDOf } from '../client-id';
import { connect } from '../connect';
import { noDatabase, openDatabase } from '../database';
import { listen } from '../listen';
import { Subjects } from '../subjects';
import { onTicketCreated, onTicketUpdated } from './handlers';
import { ticketModel } from './ticket';

const clientID = clientIDOf('orders');

async function start(): Promise<void> {
  const connection = openDatabase('orders', clientID);
  const Ticket = ticketModel(connection);
  connection.asPromise().catch(noDatabase);
  // TODO step 7: the broker sends events as soon as somebody subscribes. What is ready for them?
  connect(
    clientID,
    (stan) => {
      listen(stan, 'orders', Subjects.TicketCreated, (data, msg) =>
        onTicketCreated(Ticket, data, msg),
      );
      listen(stan, 'orders', Subjects.TicketUpdated, (data, msg) =>
        onTicketUpdated(Ticket, data, msg),
      );
      console.log(`${clientID} listens. Ctrl-C ends it.`);
    },
    () => connection.close(),
  );
}

void start();
