import { clientIDOf } from './client-id';
import { noDatabase, openDatabase } from './database';
import { ticketModel as ordersModel } from './orders/ticket';
import { ticketModel as ticketsModel } from './tickets/ticket';

const clientID = clientIDOf('look');

/** A line of the table. */
function line(...cells: readonly unknown[]): string {
  const widths = [26, 14, 8, 11, 8, 8];
  return cells
    .map((cell, index) => String(cell ?? '').padEnd(widths[index]!))
    .join('')
    .trimEnd();
}

/** Prints what stands in the databases of the two services, side by side. */
async function look(): Promise<void> {
  const databases = ['tickets', 'orders'].map((service) => openDatabase(service, clientID));
  await Promise.all(databases.map((database) => database.asPromise())).catch(noDatabase);
  const tickets = await ticketsModel(databases[0]!).find();
  const copies = await ordersModel(databases[1]!).find();
  console.log(line('tickets', '', '', '', 'orders', ''));
  console.log(line('id', 'title', 'price', 'version', 'price', 'version'));
  const ids = new Set([...tickets, ...copies].map(({ id }) => id));
  for (const each of ids) {
    const ticket = tickets.find(({ id }) => id === each);
    const copy = copies.find(({ id }) => id === each);
    console.log(
      line(each, ticket?.title, ticket?.price, ticket?.version, copy?.price, copy?.version),
    );
  }
  await Promise.all(databases.map((database) => database.close()));
}

void look();
