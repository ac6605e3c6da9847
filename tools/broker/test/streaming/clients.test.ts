import { VirtualClock } from '@workbook/clock';
import type { BrokerEvent, Happened } from '@workbook/history';
import { startBroker } from '../../src';
import { connect } from 'node-nats-streaming';
import { Client, InProcess } from './in-process';

const TAKEN = 'stan: clientID already registered';
const REPLACED = 'client has been replaced or is no longer registered';

test('who takes a client ID while its former owner is asked for keeps it', async () => {
  const broker = new InProcess();
  const owner = broker.client('me');
  owner.answersHeartbeats = false;
  const waiting = new Client(broker, 'me').connect();
  expect(owner.close()).toBe('');
  const successor = broker.client('me');
  expect(waiting).toEqual([]);
  await broker.pass(500);
  expect(waiting).toMatchObject([{ error: TAKEN }]);
  expect(successor.ping()).toBe('');
});

test('who asks for a client ID whose owner leaves meanwhile gets it', async () => {
  const broker = new InProcess();
  const owner = broker.client('me');
  owner.answersHeartbeats = false;
  const next = new Client(broker, 'me');
  const waiting = next.connect();
  expect(owner.close()).toBe('');
  await broker.pass(500);
  expect(waiting).toMatchObject([{ error: '', protocol: 1 }]);
  expect(next.ping()).toBe('');
});

test('C16 while an owner is asked for, others that want its ID are refused at once', () => {
  const broker = new InProcess();
  broker.client('me').answersHeartbeats = false;
  expect(new Client(broker, 'me').connect()).toEqual([]);
  expect(new Client(broker, 'me').connect()).toMatchObject([{ error: TAKEN }]);
});

test('who closed and came back is not given up for what it did not answer before', async () => {
  const broker = new InProcess();
  const before = broker.client('me');
  before.answersHeartbeats = false;
  expect(before.close()).toBe('');
  const after = broker.client('me');
  await broker.pass(600_000);
  expect(after.close()).toBe('');
});

test('C14 durables of the replaced client are offline before its successor is welcomed', async () => {
  const broker = new InProcess();
  const owner = broker.client('me');
  owner.subscribe('foo', { durableName: 'd' });
  owner.answersHeartbeats = false;
  const next = new Client(broker, 'me');
  next.connect();
  await broker.pass(500);
  expect(owner.ping()).toBe(REPLACED);
  expect(next.subscribe('foo', { durableName: 'd' }).error).toBe('');
});

test('C17 at the default interval and timeout: three rounds of 40 s, not a moment before', async () => {
  const broker = new InProcess();
  const client = broker.client('me');
  client.answersHeartbeats = false;
  await broker.pass(119_999);
  expect(client.publish('foo')).toBe('');
  await broker.pass(1);
  expect(client.publish('foo')).toBe('stan: invalid publish request');
  expect(client.close()).toBe('stan: unknown clientID');
});

test('nothing of a stopped broker happens later, though its clock goes on', async () => {
  const clock = new VirtualClock();
  const told: Happened<BrokerEvent>[] = [];
  const options = {
    clock,
    recorder: (happening: Happened<BrokerEvent>) => void told.push(happening),
  };
  const first = await startBroker(options);
  const stan = connect('test-cluster', 'me', { url: first.url, reconnect: false });
  await new Promise((connected) => stan.once('connect', connected));
  stan.subscribe('foo', stan.subscriptionOptions().setManualAckMode(true).setAckWait(1000));
  stan.publish('foo', 'x');
  await first.settled();
  expect(told.map(({ kind }) => kind)).toEqual([
    'connected',
    'subscribed',
    'published',
    'delivered',
  ]);
  const cut = new Promise((resolve) => stan.once('disconnect', resolve));
  await first.stop();
  await cut;
  told.length = 0;
  const second = await startBroker({ clock });
  await clock.pass(600_000, () => second.settled());
  expect(told).toEqual([]);
  await second.stop();
});
