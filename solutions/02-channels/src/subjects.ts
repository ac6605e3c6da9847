/** The channels of the shop. */
export enum Subjects {
  OrderUpdated = 'order:updated',
}
