import { createHash } from 'node:crypto';

/**
 * Makes a key of the form that eToro's user keys and tokens have: JSON in base64url, with `_` in the place of each `=` at
 * the end. The reference shows one in `x-user-key`; users report about 260 characters.
 *
 * @param seed the same seed gives the same key
 */
export function makeKey(seed: string): string {
  const bytes = createHash('shake256', { outputLength: 115 }).update(seed).digest();
  const ek = bytes.toString('base64url').slice(0, 153);
  const text = Buffer.from(JSON.stringify({ ean: 'UnregisteredApplication', ek }));
  return text.toString('base64url').padEnd(Math.ceil(text.length / 3) * 4, '_');
}

/** Whether a key began with this form and is not whole: a double click does not select the `_` at its end. */
export function isMalformed(key: string): boolean {
  if (!key.startsWith('eyJ')) return false;
  try {
    JSON.parse(Buffer.from(key.replace(/_+$/, ''), 'base64url').toString());
    return key.length % 4 !== 0;
  } catch {
    return true;
  }
}
