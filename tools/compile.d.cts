/** See compile.cjs. */
export function compile(source: string, file: string): string;
