/** @returns undefined if `payload` is not such a message */
export function decode<T>(
  schema: { decode(bytes: Uint8Array): T },
  payload: Uint8Array,
): T | undefined {
  try {
    return schema.decode(payload);
  } catch {
    return undefined;
  }
}
