import type { Clock } from '@workbook/clock';
import type { KubeObject } from '../objects';
import { apiVersionOf } from '../resources/resource';
import type { Matches } from '../selectors/matches';
import { FieldErrors } from '../field-errors';
import { invalid, StatusError } from '../status';
import type { Change, Store } from '../store';
import { type Call, isTrue, lineOf, numberIn } from './call';
import type { Route } from './route';
import { watchedFrom } from './version';
import { selected, shownAlone } from './view';

/** Tells a watch that it knows all that was there when it began. */
const INITIAL_EVENTS_END = { 'k8s.io/initial-events-end': 'true' };

/** What a watch needs of its cluster. */
interface Watched {
  readonly store: Store;
  readonly clock: Clock;
  /** Ends each watch that is under way. */
  readonly watches: Set<() => void>;
}

/** What changes, a line of JSON each, until the client goes or its time is over. */
export function watch(call: Call, route: Route, { store, clock, watches }: Watched): void {
  const { query, response } = call;
  const matches = selected(call, route);
  const from = watchedFrom(query);
  const seconds = numberIn(query, 'timeoutSeconds');
  const wantsAll = isTrue(query, 'sendInitialEvents');
  if (wantsAll && query.get('resourceVersionMatch') !== 'NotOlderThan') throw mustMatch();
  response.writeHead(200, {
    'content-type': 'application/json',
    'cache-control': 'no-cache, private',
  });
  response.flushHeaders();
  const send = (type: string, object: unknown): void => {
    // Who reads nothing for so long will have to begin again.
    if (response.writableLength > 16 * 1024 * 1024) response.destroy();
    else response.write(lineOf({ type, object }));
  };
  const tell = (change: Change): void => {
    if (change.resource !== route.resource) return;
    const type = typeFor(change, matches);
    if (type) send(type, shownAlone(call, route, toldOf(change, type), clock.now()));
  };
  try {
    if (wantsAll || from === 0) {
      for (const object of store.list(route.resource).filter(matches)) {
        send('ADDED', shownAlone(call, route, object, clock.now()));
      }
      if (wantsAll) send('BOOKMARK', bookmark(route, store.version, INITIAL_EVENTS_END));
    } else {
      store.since(from).forEach(tell);
    }
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    send('ERROR', error.status);
    response.end();
    return;
  }
  const stop = store.listen(tell);
  const end = (): void => {
    watches.delete(end);
    response.end();
  };
  watches.add(end);
  const timer = seconds === undefined ? undefined : clock.after(seconds * 1000, end);
  response.on('close', () => {
    stop();
    watches.delete(end);
    timer?.cancel();
  });
}

/** What a change is to who sees only some of the objects; undefined: none of them. */
function typeFor({ type, object, before }: Change, matches: Matches): string | undefined {
  const was = before !== undefined && matches(before);
  const is = type !== 'DELETED' && matches(object);
  if (is) return was ? 'MODIFIED' : 'ADDED';
  return was ? 'DELETED' : undefined;
}

/** What no longer matches is told as it was when it did. */
function toldOf({ type, object, before }: Change, told: string): KubeObject {
  if (told !== 'DELETED' || type === 'DELETED' || !before) return object;
  const { resourceVersion } = object.metadata;
  return { ...before, metadata: { ...before.metadata, resourceVersion } };
}

function mustMatch(): Error {
  const errors = new FieldErrors();
  const why = 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan';
  errors.forbidden('resourceVersionMatch', why);
  return invalid({ plural: '', group: 'meta.k8s.io', kind: 'ListOptions' }, '', errors.all);
}

function bookmark({ resource }: Route, version: number, annotations: object): Partial<KubeObject> {
  const metadata = { resourceVersion: String(version), creationTimestamp: null, annotations };
  return {
    kind: resource.kind,
    apiVersion: apiVersionOf(resource),
    metadata: metadata as unknown as KubeObject['metadata'],
  };
}
