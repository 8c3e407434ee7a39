/** JSON text of a value in UTF-8, in a buffer of its own, which can be handed to another thread. */
export function jsonOf(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

/** An object's text that continues with the members of another one, of which only the bytes are known. @param rest `{…}`, not empty */
export function withMembers(head: object, rest: Uint8Array): Uint8Array {
  const start = new TextEncoder().encode(`${JSON.stringify(head).slice(0, -1)},`);
  const joined = new Uint8Array(start.length + rest.length - 1);
  joined.set(start);
  joined.set(rest.subarray(1), start.length);
  return joined;
}
