export * from './messages';
export { redelivery } from './redelivery';
