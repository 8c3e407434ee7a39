/** What a browser makes itself before it asks to join: 122 and 256 random bits. */
export function newDevice(): { device: string; key: string } {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const text = btoa(String.fromCodePoint(...bytes));
  return { device: crypto.randomUUID(), key: text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '') };
}
