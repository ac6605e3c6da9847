/** `a`, `a and b`, `a, b and c`. */
export function list(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

/** `not at all`, `once`, `twice`, `3 times`. */
export function times(count: number): string {
  return ['not at all', 'once', 'twice'][count] ?? `${count} times`;
}
