import { asStored } from '../documents';
import type { Command } from './command';
import { collectionName } from './names';
import { writeEach } from './writes';

/** Manual, "insert". */
export const insert: Command = (call) => {
  const { args, database, state } = call;
  const name = collectionName(call);
  const documents = args.needed('documents', args.docs('documents'));
  const isOrdered = args.flag('ordered', true);
  args.flag('bypassDocumentValidation');
  args.end();
  const collection = state.databases.made(database, name);
  return writeEach(documents, isOrdered, (document) => {
    collection.insert(asStored(document, 'insert'));
    return { n: 1 };
  });
};
