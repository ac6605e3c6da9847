/** The channels of the bank. */
export enum Subjects {
  TransactionCreated = 'transaction:created',
}
