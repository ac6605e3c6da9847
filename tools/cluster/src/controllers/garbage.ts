import type { Clock } from '@workbook/clock';
import { deleteObject } from '../deletion';
import { NAMESPACES } from '../resources/others';
import { RESOURCES } from '../resources/resources';
import type { Listener, Store } from '../store';
import { ownedBy } from './owned';

/** What an object has made goes when it goes, and everything in a namespace with it. */
export function garbage(store: Store, clock: Clock): Listener {
  return ({ type, resource, object }) => {
    if (type !== 'DELETED') return;
    for (const other of RESOURCES) {
      const left =
        resource === NAMESPACES && other.isNamespaced
          ? store.list(other, object.metadata.name)
          : ownedBy(store, other, object);
      for (const child of left) deleteObject(store, clock, other, child);
    }
  };
}
