import { NotAcceptable } from '../status';
import type { Call } from './call';

const TYPES = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'];
const STREAMS = [
  'application/json;stream=watch',
  'application/vnd.kubernetes.protobuf;stream=watch',
];
const WRITTEN = ['application/json', 'application/*', '*/*'];

/**
 * @param isList true: it could be watched, too
 * @throws NotAcceptable if the client reads nothing that could be an answer
 */
export function accepts({ request }: Call, isList: boolean): void {
  const { accept = '*/*' } = request.headers;
  const ranges = accept.split(',').map((range) => range.split(';')[0]!.trim());
  if (ranges.some((range) => WRITTEN.includes(range))) return;
  throw new NotAcceptable(isList ? [...TYPES, ...STREAMS] : TYPES);
}
