import type { Row } from '../row';
import { ACCESS } from './access';
import { BREAKING } from './breaking';
import { CHANGING } from './changing';
import { DELETING } from './deleting';
import { DISCOVERY } from './discovery';
import { FORWARDING } from './forwarding';
import { READING } from './reading';
import { WATCHING } from './watching';
import { WRITING } from './writing';

/** All rows by their sections, in the order in which a server gets them: some make what others ask for. */
export const SECTIONS: ReadonlyMap<string, readonly Row[]> = new Map([
  ['Reading', READING],
  ['Who is let in, and where the doors are', ACCESS],
  ['Discovery', DISCOVERY],
  ['Forwarded ports', FORWARDING],
  ['What breaks the protocols of a forward', BREAKING],
  ['Watching', WATCHING],
  ['Creating', WRITING],
  ['Changing', CHANGING],
  ['Deleting', DELETING],
]);
