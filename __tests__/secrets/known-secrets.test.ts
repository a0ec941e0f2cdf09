import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openKnownSecrets } from '../../src/secrets/known-secrets.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { quote } from '../../src/text/shown-text.ts';
import { API_KEY, USER_KEY, USER_TOKEN } from '../fakes.ts';

function know(...values: string[]) {
  const masked: string[] = [];
  const secrets = openKnownSecrets((value) => masked.push(value));
  for (const value of values) secrets.add(new Secret(value));
  return { ...secrets, masked };
}

/** What a key may be made of, quotes, backslashes and percent signs included. */
const key = fc.stringMatching(/^[\x21-\x7e]{16,80}$/);

test.each([USER_KEY, 'banana', 'two words'])('whatever is added is masked at once: %s', (value) => {
  expect(know(value).masked).toEqual([value]);
});

describe('redacted', () => {
  const forms: [string, (value: string) => string][] = [
    ['as it is', (value) => value],
    ['in upper case', (value) => value.toUpperCase()],
    ['in base64', (value) => Buffer.from(value).toString('base64')],
    ['in base64, after one byte', (value) => Buffer.from(value).subarray(1).toString('base64')],
    ['in base64, after two bytes', (value) => Buffer.from(value).subarray(2).toString('base64')],
    ['URI-encoded', encodeURIComponent],
    ['JSON-escaped', (value) => JSON.stringify(value).slice(1, -1)],
  ];

  test.each(forms)('is a secret %s, wherever it stands', (_form, write) => {
    fc.assert(
      fc.property(key, fc.string(), fc.string(), (value, before, after) => {
        expect(know(value).redact(before + write(value) + after)).not.toContain(write(value));
      }),
    );
    expect(know(USER_KEY).redact(`İ ${write(USER_KEY)}, ${write(USER_KEY)}!`)).toBe('İ ***, ***!');
  });

  test('are all secrets, from the moment when they are known', () => {
    const secrets = know(API_KEY, USER_KEY);
    expect(secrets.redact(`${API_KEY} ${USER_KEY} ${USER_TOKEN}`)).toBe(`*** *** ${USER_TOKEN}`);
    secrets.add(new Secret(USER_TOKEN));
    expect(secrets.redact(USER_TOKEN)).toBe('***');
  });

  test('are secrets that contain or overlap each other, in whatever order they are known', () => {
    fc.assert(
      fc.property(key, fc.nat(), fc.nat(), fc.boolean(), (whole, from, length, isPartFirst) => {
        const start = from % (whole.length - 7);
        const part = whole.slice(start, start + 8 + (length % whole.length));
        // The end of one is the beginning of the next.
        const overlapping = `${part.slice(-4)}<>${part.slice(0, 4)}`;
        const known = isPartFirst ? [part, overlapping, whole] : [whole, overlapping, part];
        const text = `${whole} ${part}${overlapping.slice(4)} ${part}`;
        expect(know(...known).redact(text)).toBe('*** *** ***');
      }),
    );
  });

  test.each(['banana!', 'could not revoke. The user token', 'schlüssel-der-welt'])(
    'is no value that cannot be a key, because it may be a part of a message: %s',
    (value) => {
      expect(know(value).redact(`It ${value} is`)).toBe(`It ${value} is`);
    },
  );

  test('is what a text from elsewhere has of a secret that could be shown', () => {
    const uuid = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
    expect(know(uuid).foreignText(`No ${uuid.toUpperCase()}!`)).toBe('No ***!');
    expect(know(uuid).foreignText(`No ${uuid.replace('-', '\u200b-')}!`)).toBe('No ***!');
  });

  test.each([
    ['many', Array.from({ length: 200 }, (_, n) => `${USER_TOKEN}${n}`)],
    ['of 8,192 characters', ['x'.repeat(8192), USER_KEY]],
    ['of 60,000 characters', ['x'.repeat(60_000), USER_KEY]],
  ])('are secrets in little time: %s', (_what, values) => {
    const { redact } = know(...values);
    const start = performance.now();
    for (const text of ['x'.repeat(20_000), 'user-key-'.repeat(2000)]) redact(text);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('a quoted text', () => {
  test.each([
    ['one\ntwo', '"one\\ntwo"'],
    ['a\u202eb\u200bc\u2028d\u{e0041}\u007f', '"a\\u{202e}b\\u{200b}c\\u{2028}d\\u{e0041}\\u{7f}"'],
    ['x'.repeat(81), `"${'x'.repeat(80)}…"`],
  ])('is on one line, short, and shows what is invisible: %j', (text, quoted) => {
    expect(quote(text)).toBe(quoted);
  });
});
