/** The channel of transactions. */
export enum Subjects {
  TransactionCreated = 'transaction:created',
}
