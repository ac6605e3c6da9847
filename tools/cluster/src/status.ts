import type { FieldError } from './field-errors';

/** What a Status tells beside its message. */
interface Details {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly uid?: string;
  readonly causes?: readonly FieldError[];
}

/** Which objects are meant, as messages name them. */
interface Kind {
  readonly plural: string;
  readonly group: string;
  readonly kind: string;
}

/** An answer that is no object but says why, in the words and with the reasons of the real API server. */
export class StatusError extends Error {
  override readonly name = 'StatusError';

  constructor(
    readonly code: number,
    /** Undefined: the real server has none for it. */
    readonly reason: string | undefined,
    message: string,
    readonly details?: Details,
  ) {
    super(message);
  }

  /** The object that is sent, its fields in the order of the real one. */
  get status(): unknown {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: this.message,
      ...(this.reason !== undefined && { reason: this.reason }),
      ...(this.details && { details: this.details }),
      code: this.code,
    };
  }
}

export function unauthorized(): StatusError {
  return new StatusError(401, 'Unauthorized', 'Unauthorized');
}

export function badRequest(message: string): StatusError {
  return new StatusError(400, 'BadRequest', message);
}

export function notFound(of: Kind, name: string): StatusError {
  return new StatusError(404, 'NotFound', `${named(of, name)} not found`, detailsOf(of, name));
}

export function alreadyExists(of: Kind, name: string): StatusError {
  const message = `${named(of, name)} already exists`;
  return new StatusError(409, 'AlreadyExists', message, detailsOf(of, name));
}

export function conflict(of: Kind, name: string): StatusError {
  const advice = 'please apply your changes to the latest version and try again';
  const message = `Operation cannot be fulfilled on ${named(of, name)}: the object has been modified; ${advice}`;
  return new StatusError(409, 'Conflict', message, detailsOf(of, name));
}

/** @param errors one at least */
export function invalid(of: Kind, name: string, errors: readonly FieldError[]): StatusError {
  const kind = of.group === '' ? of.kind : `${of.kind}.${of.group}`;
  const said = errors.map(({ field, message }) => `${field}: ${message}`).join(', ');
  const all = errors.length === 1 ? said : `[${said}]`;
  return new StatusError(422, 'Invalid', `${kind} "${name}" is invalid: ${all}`, {
    ...(name !== '' && { name }),
    ...(of.group !== '' && { group: of.group }),
    kind: of.kind,
    causes: errors,
  });
}

export function tooLarge(limit: number): StatusError {
  const message = `Request entity too large: limit is ${limit}`;
  return new StatusError(413, 'RequestEntityTooLarge', message);
}

/** The wanted one is not the one that is there. */
export function otherUID({ kind }: Kind, name: string, asked: string, uid: string): StatusError {
  const why = `the UID in the precondition (${asked}) does not match the UID in record (${uid}). The object might have been deleted and then recreated`;
  const message = `Operation cannot be fulfilled on ${kind} "${name}": ${why}`;
  return new StatusError(409, 'Conflict', message, { name, kind });
}

/** The success of what leaves nothing to be shown. */
export function deleted(of: Kind, name: string, uid: string): unknown {
  const details = { ...detailsOf(of, name), uid };
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details };
}

/** Watching from a version that nobody remembers. */
export function expired(asked: number, oldest: number): StatusError {
  return new StatusError(410, 'Expired', `too old resource version: ${asked} (${oldest})`);
}

/** The client reads nothing that could be an answer; it is told so as a person would read it. */
export class NotAcceptable extends StatusError {
  constructor(types: readonly string[]) {
    const message = `406: Not Acceptable\n\nAvailable representations: ${types.join(', ')}`;
    super(406, 'NotAcceptable', message, {});
  }
}

/** A path that leads to nothing that the API could have. */
export class NoSuchPath extends Error {
  override readonly name = 'NoSuchPath';
}

export function noSuchResource(): StatusError {
  const message = 'the server could not find the requested resource';
  return new StatusError(404, 'NotFound', message, {});
}

export function notAllowed(): StatusError {
  const message = 'the server does not allow this method on the requested resource';
  return new StatusError(405, 'MethodNotAllowed', message, {});
}

export function unsupportedMediaType(accepted: readonly string[]): StatusError {
  const types = accepted.join(', ');
  const message = `the body of the request was in an unknown format - accepted media types include: ${types}`;
  return new StatusError(415, 'UnsupportedMediaType', message);
}

/** A patch that cannot be done. */
export function unprocessable(): StatusError {
  const message = 'the server rejected our request due to an error in our request';
  return new StatusError(422, 'Invalid', message, {});
}

/** In the words for who reads an object. */
export function noSuchKind(kind: string, apiVersion: string): string {
  return `no kind "${kind}" is registered for version "${apiVersion}" in scheme "pkg/runtime/scheme.go:111"`;
}

function named({ plural, group }: Kind, name: string): string {
  return `${group === '' ? plural : `${plural}.${group}`} "${name}"`;
}

function detailsOf({ plural, group }: Kind, name: string): Details {
  return { name, ...(group !== '' && { group }), kind: plural };
}

/** Of who may do something else, as the real server says it of who has no role that allows this. */
export function forbidden(pod: string, namespace: string): StatusError {
  const message = `pods "${pod}" is forbidden: User "pocket" cannot create resource "pods/portforward" in API group "" in the namespace "${namespace}"`;
  return new StatusError(403, 'Forbidden', message, { name: pod, kind: 'pods' });
}
