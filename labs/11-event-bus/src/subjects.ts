/** The channels of the shop. */
export enum Subjects {
  TicketCreated = 'ticket:created',
  TicketUpdated = 'ticket:updated',
  OrderCreated = 'order:created',
  TransactionCreated = 'transaction:created',
}
