export * from './messages';
export { messageSize, writeMessage, type MessageParts } from './message-layout';
export { redelivery } from './redelivery';
