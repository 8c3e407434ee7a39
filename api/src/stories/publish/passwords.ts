import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { ScryptOptions } from 'node:crypto';

/** Some 60 ms and 32 MB a try: a link's password is short and read out in rooms. */
const COST: ScryptOptions = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const KEY_BYTES = 32;
const SALT_BYTES = 16;

function derived(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // The same password, however the keyboard composes its letters.
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, COST, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

/** What is kept of a password: salt and key in hexadecimal. */
export async function hashOfPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return `${salt.toString('hex')}:${(await derived(password, salt)).toString('hex')}`;
}

/** Whether it is the password of which this was kept; takes as long whatever is wrong about it. */
export async function isPassword(password: string, kept: string): Promise<boolean> {
  const [salt = '', key = ''] = kept.split(':');
  const held = Buffer.from(key, 'hex');
  const made = await derived(password, Buffer.from(salt, 'hex'));
  return held.length === made.length && timingSafeEqual(held, made);
}
