import { useTarget } from '../src';

const target = useTarget({ flags: ['-m', '-1'] });

test('C66 channels are shown by page, and one that does not exist is not found', async () => {
  const client = await target().client('me');
  for (const name of ['b', 'a', 'c']) await client.publish(name);
  const page = await target().monitoring('/streaming/channelsz?limit=1&offset=1');
  expect(JSON.parse(page.text)).toMatchObject({
    cluster_id: target().clusterID,
    offset: 1,
    limit: 1,
    count: 1,
    total: 3,
    names: ['b'],
  });
  const behind = await target().monitoring('/streaming/channelsz?offset=9');
  expect(JSON.parse(behind.text)).toMatchObject({ offset: 9, limit: 1024, count: 0, total: 3 });
  expect(behind.text).not.toContain('names');
  expect(await target().monitoring('/streaming/channelsz?channel=x')).toEqual({
    status: 404,
    text: 'Channel x not found\n',
  });
  expect(await target().monitoring('/streaming/clientsz?client=x')).toEqual({
    status: 404,
    text: 'Client x not found\n',
  });
});

test('what is registered is shown with the fields of the real server, in its order', async () => {
  const client = await target().client('me');
  const group = { queueGroup: 'g', durableName: 'd' };
  await client.subscribe('foo', group);
  await client.end('subclose', await client.subscribe('bar', { durableName: 'd' }));
  const keys = async (path: string): Promise<string> => {
    const { text } = await target().monitoring(`/streaming/${path}`);
    return [...text.matchAll(/"(\w+)":/g)].map(([, key]) => key).join(' ');
  };
  expect(await keys('clientsz?client=me&subs=1')).toBe(
    'id hb_inbox subs_count subscriptions foo client_id inbox ack_inbox queue_name is_durable is_offline max_inflight ack_wait last_sent pending_count is_stalled',
  );
  expect(await keys('channelsz?channel=bar&subs=1')).toBe(
    'name msgs bytes first_seq last_seq subs_count subscriptions client_id inbox ack_inbox durable_name is_durable is_offline max_inflight ack_wait last_sent pending_count is_stalled',
  );
  const { text } = await target().monitoring('/streaming/channelsz?channel=bar&subs=1');
  expect(JSON.parse(text)).toMatchObject({
    subs_count: 1,
    subscriptions: [{ client_id: 'me', durable_name: 'd', is_durable: true, is_offline: true }],
  });
  expect(await keys('storez')).toBe(
    'cluster_id server_id now type limits max_channels max_msgs max_bytes max_age max_subscriptions max_inactivity total_msgs total_bytes',
  );
});

interface Shown {
  readonly first_seq: number;
  readonly last_seq: number;
  readonly subscriptions?: readonly {
    readonly client_id: string;
    readonly is_offline: boolean;
    readonly last_sent: number;
    readonly pending_count: number;
    readonly is_stalled: boolean;
  }[];
}

async function shown(channel: string): Promise<Shown> {
  const { text } = await target().monitoring(`/streaming/channelsz?channel=${channel}&subs=1`);
  return JSON.parse(text) as Shown;
}

/** `client: last_sent/pending_count`, and what else there is to say, in the order of the page. */
async function readings(channel: string): Promise<string[]> {
  const { subscriptions = [] } = await shown(channel);
  return subscriptions.map(
    ({ client_id, last_sent, pending_count, is_stalled, is_offline }) =>
      `${client_id}: ${last_sent}/${pending_count}${is_stalled ? ' stalled' : ''}${is_offline ? ' offline' : ''}`,
  );
}

test('a channel begins at 0 until something is published', async () => {
  const client = await target().client('me');
  await client.subscribe('foo');
  expect(await shown('foo')).toMatchObject({ first_seq: 0, last_seq: 0 });
  await client.publish('foo');
  expect(await shown('foo')).toMatchObject({ first_seq: 1, last_seq: 1 });
});

test('last_sent of members of a group: where it began, then what each was sent, inherited or again', async () => {
  const [one, two] = [await target().client('one'), await target().client('two')];
  const group = { queueGroup: 'g', ackWaitInSecs: 1 };
  await one.publish('foo');
  await one.publish('foo');
  const first = await one.subscribe('foo', { ...group, startPosition: 3, startSequence: 2 });
  await target().settled();
  expect(await readings('foo')).toEqual(['one: 2/1']);
  await two.subscribe('foo', { ...group, ackWaitInSecs: 30 });
  expect(await readings('foo')).toEqual(['one: 2/1', 'two: 0/0']);
  await one.publish('foo');
  await target().settled();
  expect(await readings('foo')).toEqual(['one: 2/1', 'two: 3/1']);
  await one.end('unsub', first);
  await target().pass(200);
  expect(await readings('foo')).toEqual(['two: 3/2']);
});

test('whoever is left shows how far the group has come', async () => {
  const [one, two] = [await target().client('one'), await target().client('two')];
  const group = { queueGroup: 'g', durableName: 'd' };
  const first = await one.subscribe('foo', group);
  for (let sent = 0; sent < 4; sent++) await one.publish('foo');
  await target().settled();
  one.ack(first, 1, 2, 3, 4);
  const second = await two.subscribe('foo', group);
  expect(await readings('foo')).toEqual(['one: 4/0', 'two: 0/0']);
  await one.end('subclose', first);
  expect(await readings('foo')).toEqual(['two: 4/0']);
  await two.end('subclose', second);
  expect(await readings('foo')).toEqual(['two: 4/0 offline']);
});

test('a durable that resumes with a full window is stalled once there is something new', async () => {
  const client = await target().client('me');
  const durable = { durableName: 'd', maxInFlight: 2 };
  const before = await client.subscribe('foo', durable);
  await client.publish('foo');
  await client.publish('foo');
  await target().settled();
  expect(await readings('foo')).toEqual(['me: 2/2 stalled']);
  await client.end('subclose', before);
  expect(await readings('foo')).toEqual(['me: 2/2 stalled offline']);
  await client.subscribe('foo', durable);
  await target().settled();
  expect(await readings('foo')).toEqual(['me: 2/2']);
  await client.publish('foo');
  await target().settled();
  expect(await readings('foo')).toEqual(['me: 2/2 stalled']);
});

test('subscriptions are shown in the order of the lists that they are in', async () => {
  const client = await target().client('me');
  const all = [];
  for (const ackWaitInSecs of [1, 2, 3, 4]) {
    all.push(await client.subscribe('foo', { ackWaitInSecs }));
  }
  await client.end('unsub', all[0]!);
  for (const page of ['clientsz?client=me', 'channelsz?channel=foo']) {
    const { text } = await target().monitoring(`/streaming/${page}&subs=%2B1`);
    const waits = [...text.matchAll(/"ack_wait": (\d)/g)].map(([, seconds]) => seconds);
    expect(waits).toEqual(['4', '2', '3']);
  }
});

test('the pages of the core are counted, those of the streaming layer are not', async () => {
  for (const page of ['/streaming/serverz', '/', '/healthz', '/subsz', '/nope']) {
    await target().monitoring(page);
  }
  const { text } = await target().monitoring('/varz');
  expect((JSON.parse(text) as { http_req_stats: object }).http_req_stats).toEqual({
    '/': 1,
    '/healthz': 1,
    '/subsz': 1,
    '/varz': 1,
  });
});

test('what the server counts and is given is shown in the fields of the real one', async () => {
  const { text } = await target().monitoring('/streaming/serverz');
  const keys = [...text.matchAll(/^ {2}"(\w+)":/gm)].map(([, key]) => key);
  expect(keys.filter((key) => !key!.endsWith('_fds')).join(' ')).toBe(
    'cluster_id server_id version go state now start_time uptime clients subscriptions channels total_msgs total_bytes in_msgs in_bytes out_msgs out_bytes',
  );
  expect(keys.includes('open_fds')).toBe(process.platform === 'linux');
});
