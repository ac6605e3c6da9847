/** What a Status tells beside its message. */
interface Details {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly causes?: readonly { reason: string; message: string; field: string }[];
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
    readonly reason: string,
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
      reason: this.reason,
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

/** @param field where it is wrong: `spec.containers` */
export function invalid(of: Kind, name: string, field: string, message: string): StatusError {
  const kind = of.group === '' ? of.kind : `${of.kind}.${of.group}`;
  const causes = [{ reason: 'FieldValueInvalid', message, field }];
  return new StatusError(422, 'Invalid', `${kind} "${name}" is invalid: ${field}: ${message}`, {
    name,
    ...(of.group !== '' && { group: of.group }),
    kind: of.kind,
    causes,
  });
}

/** Watching from a version that nobody remembers. */
export function expired(asked: number, oldest: number): StatusError {
  return new StatusError(410, 'Expired', `too old resource version: ${asked} (${oldest})`);
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
