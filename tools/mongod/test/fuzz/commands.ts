import { ObjectId } from 'bson';
import { type Doc, doc, double, int, long, type Value } from '../../src/values';

const id = new ObjectId('000000000000000000000002');
const ticket = doc({
  _id: id,
  title: 'concert',
  price: int(20),
  list: [int(1), doc({ q: int(1) })],
});

const on = (name: string, fields: Readonly<Record<string, Value>>): Doc =>
  doc({ [name]: 'tickets', ...fields, $db: 'shop' });
const admin = (name: string, fields: Readonly<Record<string, Value>> = {}): Doc =>
  doc({ [name]: int(1), ...fields, $db: 'admin' });

/** Commands as clients send them, all but `shutdown`. */
export const COMMANDS: readonly Doc[] = [
  on('insert', { documents: [ticket, doc({ a: double(1.5) })], ordered: true }),
  on('insert', { documents: [doc({ a: [int(1), int(2)], b: doc({ c: null }) })], ordered: false }),
  on('find', {
    filter: doc({ price: doc({ $gt: int(1) }), title: doc({ $in: ['concert', null] }) }),
    projection: doc({ title: int(1), list: doc({ $slice: int(1) }) }),
    sort: doc({ price: int(-1), title: int(1) }),
    skip: int(0),
    limit: int(2),
    batchSize: int(1),
  }),
  on('find', {
    filter: doc({
      $or: [doc({ 'list.q': int(1) }), doc({ list: doc({ $elemMatch: doc({ q: int(1) }) }) })],
    }),
    singleBatch: true,
    hint: '_id_',
  }),
  on('find', {
    filter: doc({ $expr: doc({ $eq: ['$price', int(20)] }) }),
    let: doc({ x: int(1) }),
  }),
  on('update', {
    updates: [
      doc({
        q: doc({ _id: id, price: int(20) }),
        u: doc({ $set: doc({ price: int(25), 'list.0': int(3) }), $inc: doc({ version: int(1) }) }),
      }),
      doc({
        q: doc({ title: 'new' }),
        u: doc({ $push: doc({ list: doc({ $each: [int(1)], $slice: int(-2) }) }) }),
        upsert: true,
        multi: false,
      }),
      doc({
        q: doc({ list: int(1) }),
        u: doc({ $set: doc({ 'list.$[x]': int(2) }), $unset: doc({ a: '' }) }),
        multi: true,
        arrayFilters: [doc({ x: int(1) })],
      }),
    ],
    ordered: false,
  }),
  on('delete', { deletes: [doc({ q: doc({ title: 'concert' }), limit: int(1) })], ordered: true }),
  on('findAndModify', {
    query: doc({ title: 'concert' }),
    sort: doc({ price: int(1) }),
    update: doc({ $set: doc({ price: int(6) }) }),
    new: true,
    upsert: true,
    fields: doc({ price: int(1) }),
  }),
  on('aggregate', {
    pipeline: [
      doc({ $match: doc({ price: doc({ $gte: int(1) }) }) }),
      doc({
        $group: doc({ _id: '$title', n: doc({ $sum: int(1) }), all: doc({ $push: '$price' }) }),
      }),
      doc({ $sort: doc({ n: int(-1) }) }),
      doc({ $project: doc({ n: int(1), twice: doc({ $add: ['$n', '$n'] }) }) }),
    ],
    cursor: doc({ batchSize: int(1) }),
  }),
  on('aggregate', {
    pipeline: [
      doc({
        $merge: doc({
          into: doc({ db: 'shop', coll: 'other' }),
          on: ['_id'],
          let: doc({ x: '$price' }),
          whenMatched: [doc({ $set: doc({ price: '$$x' }) })],
          whenNotMatched: 'insert',
        }),
      }),
    ],
    cursor: doc({}),
    hint: doc({ _id: int(1) }),
  }),
  doc({
    aggregate: int(1),
    pipeline: [doc({ $listLocalSessions: doc({ allUsers: true }) })],
    cursor: doc({}),
    $db: 'shop',
  }),
  on('find', {
    filter: doc({ title: doc({ $gte: 'A' }) }),
    sort: doc({ title: int(1) }),
    collation: doc({ locale: 'en_US', strength: int(2), numericOrdering: true }),
  }),
  on('count', { query: doc({ price: int(20) }), limit: int(5) }),
  on('distinct', { key: 'title', query: doc({}) }),
  on('create', {}),
  on('createIndexes', {
    indexes: [
      doc({ key: doc({ title: int(1) }), name: 'title_1', sparse: true }),
      doc({ key: doc({ 'list.q': int(1), price: int(-1) }), name: 'two', unique: true }),
      doc({
        key: doc({ price: int(1) }),
        name: 'part',
        partialFilterExpression: doc({ price: doc({ $gt: int(1) }) }),
      }),
      doc({ key: doc({ at: int(1) }), name: 'at_1', expireAfterSeconds: int(5) }),
    ],
  }),
  on('listIndexes', { cursor: doc({ batchSize: int(1) }) }),
  on('dropIndexes', { index: 'title_1' }),
  on('drop', {}),
  on('collStats', { scale: int(1) }),
  doc({ getMore: long(7), collection: 'tickets', batchSize: int(2), $db: 'shop' }),
  on('killCursors', { cursors: [long(7)] }),
  doc({ listCollections: int(1), filter: doc({ name: 'a' }), cursor: doc({}), $db: 'shop' }),
  doc({ dbStats: int(1), $db: 'shop' }),
  doc({ dropDatabase: int(1), $db: 'shop' }),
  admin('hello', { helloOk: true, client: doc({}) }),
  admin('listDatabases', { nameOnly: true, filter: doc({ name: 'shop' }) }),
  doc({ renameCollection: 'shop.tickets', to: 'shop.other', dropTarget: true, $db: 'admin' }),
  admin('ping', { lsid: doc({ id: 'x' }), $readPreference: doc({ mode: 'primary' }) }),
  admin('buildInfo'),
  admin('serverStatus'),
  admin('hostInfo'),
  admin('getParameter', { featureCompatibilityVersion: int(1) }),
  doc({ getLog: 'global', $db: 'admin' }),
  doc({ endSessions: [doc({ id: 'x' })], writeConcern: doc({ w: int(0) }), $db: 'admin' }),
  admin('commitTransaction', { txnNumber: long(1), autocommit: false }),
];
