import { list } from '@workbook/history';
import { type DatabaseFact, isOfDocuments } from './fact';
import { inWords, type Plain, type Row } from './plain';

/**
 * What went over the line of a test's database, in order. Tests say in their findings what stands here, and
 * nothing else.
 */
export class DatabaseFacts {
  readonly all: DatabaseFact[] = [];

  /** What was sent by every client or by one, under one of these names or any. */
  sent(client?: string, ...names: readonly string[]): DatabaseFact[] {
    return this.all.filter(
      (fact) =>
        (client === undefined || fact.client === client) &&
        (names.length === 0 || names.includes(fact.name)),
    );
  }

  /**
   * What every client, or one, did with documents, and what came of it: a line for each command, without a
   * full stop.
   */
  story(client?: string): string[] {
    const facts = this.sent(client).filter(({ name }) => isOfDocuments(name));
    if (facts.length > 0) return facts.map(sentence);
    return [
      `${client ?? 'nobody'} has asked ${client ? 'nothing of ' : ''}the database${client ? '' : ' anything'}`,
    ];
  }
}

function sentence(fact: DatabaseFact): string {
  const { client, name, collection, sent } = fact;
  const what = [name, collection, ...detailsOf(name, sent)].filter((word) => word !== '');
  return `${client === '' ? 'somebody' : client}: ${what.join(' ')}: ${outcomeOf(fact)}`;
}

function detailsOf(name: string, sent: Row): string[] {
  switch (name) {
    case 'insert':
      return listIn(sent.documents).map(inWords);
    case 'update':
      return listIn(sent.updates).flatMap((each) => {
        const { q, u } = each as Row;
        return [inWords(q), changeInWords(u)];
      });
    case 'delete':
      return listIn(sent.deletes).map((each) => inWords((each as Row).q));
    case 'findAndModify':
      return [inWords(sent.query), ...(sent.remove ? ['remove'] : [changeInWords(sent.update)])];
    case 'find':
      return [inWords(sent.filter)];
    case 'count':
    case 'distinct':
      return sent.query === undefined ? [] : [inWords(sent.query)];
    case 'aggregate':
      return [inWords(sent.pipeline)];
    default:
      return [];
  }
}

/** `$set { price: 25 } $inc { version: 1 }`; a document that takes the place of another as it is. */
function changeInWords(change: Plain): string {
  const entries = Object.entries((change ?? {}) as Row);
  const areOperators = entries.some(([name]) => name.startsWith('$'));
  if (!areOperators) return inWords(change);
  return entries.map(([operator, fields]) => `${operator} ${inWords(fields)}`).join(' ');
}

function outcomeOf({ name, answered }: DatabaseFact): string {
  if (!answered) return 'not answered';
  if (answered.ok !== 1) return refusal(answered);
  const errors = listIn(answered.writeErrors);
  if (errors.length > 0) return list(errors.map((each) => refusal(each as Row)));
  const n = Number(answered.n);
  switch (name) {
    case 'insert':
      return `${n} inserted`;
    case 'update':
      return [
        `${n - listIn(answered.upserted).length} matched, ${Number(answered.nModified)} modified`,
        ...(answered.upserted ? [`${listIn(answered.upserted).length} inserted`] : []),
      ].join(', ');
    case 'delete':
      return `${n} deleted`;
    case 'findAndModify':
      return answered.value ? inWords(answered.value) : 'nothing';
    case 'count':
      return String(n);
    case 'distinct':
      return inWords(answered.values);
    default:
      return foundInWords(answered);
  }
}

function foundInWords({ cursor }: Row): string {
  const { firstBatch, nextBatch } = cursor as Row;
  const found = listIn(firstBatch ?? nextBatch);
  return found.length === 0 ? 'nothing' : found.map(inWords).join(', ');
}

function refusal({ code, codeName, errmsg }: Row): string {
  return `refused, ${String(codeName ?? code)}: ${String(errmsg)}`;
}

function listIn(value: Plain): readonly Plain[] {
  return Array.isArray(value) ? (value as readonly Plain[]) : [];
}
