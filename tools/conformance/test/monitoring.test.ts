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
