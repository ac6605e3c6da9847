import type { Finding } from '@workbook/testkit/finding';

export const LOADED: string;
export function stepOf(testFile: string): string;
export function adviceAt(
  place: string | undefined,
  testFile: string,
): Pick<Finding, 'look'> & { readonly read: string };
