import { CommandError } from '../error';

const LONGEST_DATABASE = 63;
const LONGEST_NAMESPACE = 255;

/** @throws CommandError 73 if no database can have the name (manual, "MongoDB Limits and Thresholds") */
export function checkDatabase(name: string): void {
  if (name === '' || Buffer.byteLength(name) > LONGEST_DATABASE || /[/\\. "$*<>:|?\0]/.test(name))
    throw new CommandError('InvalidNamespace', `Invalid database name: '${name}'`);
}

/** @throws CommandError 73 if no collection of `database` can have the name */
export function checkCollection(database: string, name: string): void {
  const namespace = `${database}.${name}`;
  if (name === '' || name.startsWith('.') || /[$\0]/.test(name))
    throw new CommandError('InvalidNamespace', `Invalid namespace specified '${namespace}'`);
  if (Buffer.byteLength(namespace) > LONGEST_NAMESPACE)
    throw new CommandError(
      'InvalidNamespace',
      `Fully qualified namespace is too long. Namespace: ${namespace} Max: ${LONGEST_NAMESPACE}`,
    );
}
