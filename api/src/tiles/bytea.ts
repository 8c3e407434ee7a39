// Value of each hexadecimal digit by its character code.
const DIGITS = new Uint8Array(256);
for (let i = 0; i < 16; i++) {
  DIGITS[i.toString(16).charCodeAt(0)] = i;
  DIGITS[i.toString(16).toUpperCase().charCodeAt(0)] = i;
}

let bytes = new Uint8Array(131_072);

/**
 * Reads a `bytea` as PostgreSQL sends it in text (`\x` and two digits a byte). The usual way over a string takes
 * several times its size in memory, whose collection took more time than reading.
 * @returns bytes that are valid until the next call
 */
export function readBytea(text: Uint8Array): Uint8Array {
  const length = (text.length - 2) / 2;
  if (length > bytes.length) bytes = new Uint8Array(length * 2);
  for (let i = 0, at = 2; i < length; i++, at += 2) {
    bytes[i] = ((DIGITS[text[at] as number] as number) << 4) | (DIGITS[text[at + 1] as number] as number);
  }
  return bytes.subarray(0, length);
}
