/** The messages of NATS Streaming, field by field as in the behaviour document, section 2.2. */
import {
  bool,
  bytes,
  int32,
  int64,
  message,
  string,
  subject,
  uint32,
  uint64,
  type Values,
} from './schema';

const connectRequest = {
  clientID: string(1),
  heartbeatInbox: subject(2),
  protocol: int32(3),
  connID: bytes(4),
  /** Seconds. */
  pingInterval: int32(5),
  pingMaxOut: int32(6),
};
export const ConnectRequest = message(connectRequest);
export type ConnectRequest = Values<typeof connectRequest>;

const connectResponse = {
  pubPrefix: subject(1),
  subRequests: subject(2),
  unsubRequests: subject(3),
  closeRequests: subject(4),
  error: string(5),
  subCloseRequests: subject(6),
  pingRequests: subject(7),
  pingInterval: int32(8),
  pingMaxOut: int32(9),
  protocol: int32(10),
};
export const ConnectResponse = message(connectResponse);
export type ConnectResponse = Values<typeof connectResponse>;

const pubMsg = {
  clientID: string(1),
  guid: string(2),
  subject: string(3),
  reply: string(4),
  data: bytes(5),
  connID: bytes(6),
};
export const PubMsg = message(pubMsg);
export type PubMsg = Values<typeof pubMsg>;

const pubAck = { guid: string(1), error: string(2) };
export const PubAck = message(pubAck);
export type PubAck = Values<typeof pubAck>;

const msgProto = {
  sequence: uint64(1),
  subject: string(2),
  reply: string(3),
  data: bytes(4),
  /** Nanoseconds since the Unix epoch. */
  timestamp: int64(5),
  redelivered: bool(6),
  redeliveryCount: uint32(7),
};
export const MsgProto = message(msgProto);
export type MsgProto = Values<typeof msgProto>;

const ack = { subject: string(1), sequence: uint64(2) };
export const Ack = message(ack);
export type Ack = Values<typeof ack>;

const subscriptionRequest = {
  clientID: string(1),
  subject: string(2),
  queueGroup: string(3),
  inbox: subject(4),
  maxInFlight: int32(5),
  ackWaitInSecs: int32(6),
  durableName: string(7),
  startPosition: int32(10),
  startSequence: uint64(11),
  /** Nanoseconds before now. */
  startTimeDelta: int64(12),
};
export const SubscriptionRequest = message(subscriptionRequest);
export type SubscriptionRequest = Values<typeof subscriptionRequest>;

/** `startPosition` of a SubscriptionRequest. */
export const StartPosition = {
  NewOnly: 0,
  LastReceived: 1,
  TimeDeltaStart: 2,
  SequenceStart: 3,
  First: 4,
} as const;

const subscriptionResponse = { ackInbox: subject(2), error: string(3) };
export const SubscriptionResponse = message(subscriptionResponse);
export type SubscriptionResponse = Values<typeof subscriptionResponse>;

const unsubscribeRequest = {
  clientID: string(1),
  subject: string(2),
  inbox: subject(3),
  durableName: string(4),
};
export const UnsubscribeRequest = message(unsubscribeRequest);
export type UnsubscribeRequest = Values<typeof unsubscribeRequest>;

const closeRequest = { clientID: string(1) };
export const CloseRequest = message(closeRequest);
export type CloseRequest = Values<typeof closeRequest>;

const closeResponse = { error: string(1) };
export const CloseResponse = message(closeResponse);
export type CloseResponse = Values<typeof closeResponse>;

const ping = { connID: bytes(1) };
export const Ping = message(ping);
export type Ping = Values<typeof ping>;

const pingResponse = { error: string(1) };
export const PingResponse = message(pingResponse);
export type PingResponse = Values<typeof pingResponse>;

/**
 * What servers of a cluster told each other once. Whatever can be read as one, and not as what should be
 * there, is dropped without a word (behaviour document, section 3.5).
 */
export const CtrlMsg = message({
  msgType: int32(1),
  serverID: string(2),
  data: bytes(3),
  refID: string(4),
});
