import fs from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { type Access, ask, type Manifest, pathOf } from '@workbook/cluster/client';
import { WorkbookError } from '../error';

const NAMESPACE = 'default';
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * Creates what a file describes, as the first `kubectl apply -f FILE` does: a second one by kubectl finds
 * nothing to change.
 *
 * @throws WorkbookError if the API server does not take it
 */
export async function apply(access: Access, file: string): Promise<void> {
  for (const document of parseAllDocuments(fs.readFileSync(file, 'utf8'))) {
    const given = document.toJS() as Manifest;
    const { status, body } = await ask(access, pathOf(given), withLastApplied(given));
    if (status === 201) continue;
    throw new WorkbookError(
      `The cluster does not take ${given.kind} ${given.metadata.name} of ${file}: ${status} ${body}`,
    );
  }
}

/** kubectl keeps in an annotation what was applied: the object with its keys in order, and a line end. */
function withLastApplied(given: Manifest): object {
  const { annotations = {}, ...metadata } = given.metadata;
  const bare = { ...given, metadata: { ...metadata, annotations, namespace: NAMESPACE } };
  const applied = `${JSON.stringify(inOrder(bare))}\n`;
  return {
    ...bare,
    metadata: { ...bare.metadata, annotations: { ...annotations, [LAST_APPLIED]: applied } },
  };
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, its]) => [key, inOrder(its)]));
}
