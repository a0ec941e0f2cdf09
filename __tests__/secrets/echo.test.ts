import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { echoesOf, repeatsSecret } from '../../src/secrets/echo.ts';
import { Secret } from '../../src/secrets/secret.ts';

const repeats = (text: string, ...secrets: string[]) =>
  repeatsSecret(text, echoesOf(secrets.map((value) => new Secret(value))));

/** The letters and digits of a key are what counts; it has some at least. */
const key = fc
  .stringMatching(/^[A-Za-z0-9._~+/=-]{20,64}$/)
  .filter((value) => value.replace(/[^A-Za-z0-9]/g, '').length >= 16);
/** What may stand around an echo. */
const around = fc.constantFrom('', ' ', 'x-user-key: ', '"', 'The key ', '>', '&', '%', '\\');

const eachCharacter = (write: (code: number) => string) => (value: string) =>
  Array.from(value, (character) => write(character.charCodeAt(0))).join('');
const hex = (code: number, digits: number) => code.toString(16).padStart(digits, '0');
const base64 = (text: string) => Buffer.from(text).toString('base64');

const clothings: Record<string, (value: string) => string> = {
  'as it is': (value) => value,
  'in lower case': (value) => value.toLowerCase(),
  'in upper case': (value) => value.toUpperCase(),
  'in alternating case': (value) =>
    Array.from(value, (letter, index) =>
      index % 2 ? letter.toUpperCase() : letter.toLowerCase(),
    ).join(''),
  'in hex': (value) => Buffer.from(value).toString('hex'),
  'in upper-case hex': (value) => Buffer.from(value).toString('hex').toUpperCase(),
  'in spaced hex': eachCharacter((code) => `${hex(code, 2)} `),
  'in hex with colons': eachCharacter((code) => `${hex(code, 2)}:`),
  'in decimal HTML entities': eachCharacter((code) => `&#${code};`),
  'in padded decimal HTML entities': eachCharacter((code) => `&#${String(code).padStart(5, '0')};`),
  'in hexadecimal HTML entities': eachCharacter((code) => `&#x${hex(code, 2)};`),
  'in upper-case hexadecimal HTML entities': eachCharacter(
    (code) => `&#X${hex(code, 4).toUpperCase()};`,
  ),
  'in \\uXXXX': eachCharacter((code) => `\\u${hex(code, 4)}`),
  'in \\u{XXXX}': eachCharacter((code) => `\\u{${hex(code, 4)}}`),
  'in \\xXX': eachCharacter((code) => `\\x${hex(code, 2)}`),
  'in %XX of every byte': eachCharacter((code) => `%${hex(code, 2)}`),
  'in upper-case %XX of every byte': eachCharacter((code) => `%${hex(code, 2).toUpperCase()}`),
  'in %uXXXX': eachCharacter((code) => `%u${hex(code, 4)}`),
  'in %25XX': eachCharacter((code) => `%25${hex(code, 2)}`),
  'in escapes of escapes': eachCharacter((code) => `&amp;#${code};`),
  'URI-encoded': encodeURIComponent,
  'URI-encoded twice': (value) => encodeURIComponent(encodeURIComponent(value)),
  spaced: (value) => Array.from(value).join(' '),
  'spaced by a zero-width character': (value) => Array.from(value).join('\u200b'),
  'wrapped at 15 characters': (value) => value.replace(/.{15}/g, '$&\n'),
  'wrapped at 15 characters, escaped': (value) => value.replace(/.{15}/g, '$&\\n'),
  'in base64': base64,
  'in base64url': (value) => Buffer.from(value).toString('base64url'),
  'in wrapped base64': (value) => base64(value).replace(/.{15}/g, '$&\r\n'),
  'in lower-case base64': (value) => base64(value).toLowerCase(),
  'in URI-encoded base64': (value) => encodeURIComponent(base64(value)),
  'in double base64': (value) => base64(base64(value)),
};

describe('finds a secret', () => {
  test.each(Object.entries(clothings))('%s', (_clothing, write) => {
    fc.assert(
      fc.property(key, around, around, (value, before, after) => {
        expect(repeats(before + write(value) + after, value)).toBe(true);
      }),
    );
  });

  test.each<[string, (text: string) => string]>([
    ['base64', base64],
    ['double base64', (text) => base64(base64(text))],
  ])('behind something else in %s', (_clothing, write) => {
    fc.assert(
      fc.property(key, fc.string({ maxLength: 9 }), fc.string(), (value, before, after) => {
        expect(repeats(write(before + value + after), value)).toBe(true);
      }),
    );
  });

  test.each(Object.entries(clothings).filter(([name]) => !/base64|hex$/.test(name)))(
    'by a piece with 8 letters and digits: %s',
    (_clothing, write) => {
      fc.assert(
        fc.property(key, fc.nat(), (value, from) => {
          const letters = [...value.matchAll(/[A-Za-z0-9]/g)].map(({ index }) => index);
          const first = from % (letters.length - 7);
          const piece = value.slice(letters[first], (letters[first + 7] ?? 0) + 1);
          expect(repeats(`no ${write(piece)}!`, value)).toBe(true);
        }),
      );
    },
  );

  test('split over two texts, when they are put together', () => {
    fc.assert(
      fc.property(key, fc.nat(), (value, at) => {
        const half = at % value.length;
        expect(repeats(`${value.slice(0, half)}: ${value.slice(half)}`, value)).toBe(true);
      }),
    );
  });

  test('of several', () => {
    fc.assert(
      fc.property(fc.uniqueArray(key, { minLength: 2, maxLength: 4 }), fc.nat(), (keys, index) => {
        expect(repeats(`got ${keys[index % keys.length] ?? ''}`, ...keys)).toBe(true);
      }),
    );
  });

  test.each(['!!@@##$$%%^^&&**', '-_-_-_-_-_-_-_-_', 'a-1-!-?-$-%-&-b-'])(
    'that has few letters and digits, or none: %s',
    (value) => {
      expect(repeats(`got ${value} there`, value)).toBe(true);
    },
  );
});

/** What eToro's description shows as refusals: the code and the message in one text. */
function documentedRefusals(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { errorCode, errorMessage }: { errorCode?: unknown; errorMessage?: unknown } = value;
  return typeof errorCode === 'string' && typeof errorMessage === 'string'
    ? [`${errorCode}: ${errorMessage}`]
    : Object.values(value).flatMap(documentedRefusals);
}
const openapi = readFileSync(new URL('../../sandbox/openapi.yaml', import.meta.url), 'utf8');
const refusals = [...new Set(documentedRefusals(load(openapi)))];

const innocent = [
  ...refusals,
  'IpsWhitelistInvalidIp: 192.168.100.200 is not a valid public IPv4 address.',
  'ValidationFailed: expiresAt must be after 2026-12-31T23:59:59.0000000Z',
  'UserKeyNameAlreadyExists: gha-acme-bot-16000000001-1-0123456789ab',
  'a1b2c3d4-e5f6-7890-abcd-ef1234567890',
  '<html><head><title>502 Bad Gateway</title></head><body>cloudflare</body></html>',
  '&lt;html&gt; %20%2F \\u00e9 &#233; 100% &#99999999; \\u{ffff} %zz',
  '',
];

test('finds a key of symbols in each escape', () => {
  const key = '$$!?!?!%$$';
  for (const text of [
    key.replace(/./g, (symbol) => `&#${symbol.charCodeAt(0)};`),
    key.replace(/./g, (symbol) => `\\u00${symbol.charCodeAt(0).toString(16)}`),
  ]) {
    expect(repeats(text, key)).toBe(true);
  }
});

describe('lets pass', () => {
  test('what eToro documents: there is some', () => {
    expect(refusals).toContain(
      'UserKeyNameAlreadyExists: A user key with this name already exists',
    );
    expect(refusals.length).toBeGreaterThan(15);
  });

  test.each(innocent)('%j, whatever the keys are', (text) => {
    const value = fc.oneof(
      fc.uuid(),
      fc.stringMatching(/^[0-9a-f]{40}$/),
      fc.stringMatching(/^[A-Za-z0-9_-]{32,64}$/),
      fc.stringMatching(/^sk_live_[0-9a-f]{32}$/),
    );
    fc.assert(
      fc.property(value, value, (one, other) => {
        expect(repeats(text, one, other)).toBe(false);
      }),
      // Random keys only: one such as 00000000… has a piece in common with many texts.
      { unbiased: true, endOnFailure: true },
    );
  });

  test('a piece of 7 letters and digits, which may be a word', () => {
    expect(repeats('the user-key', 'user-key-b82e5f0397ac46d1')).toBe(false);
  });

  test('anything, when no secret is known', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(repeats(text)).toBe(false);
      }),
    );
  });

  test('a value too short to be a key', () => {
    expect(repeats('a banana is no key', 'banana')).toBe(false);
  });
});

test('is done with a long text in little time', () => {
  const start = performance.now();
  repeats('&#x26;#x26;%2525 \\u005c'.repeat(3000), 'user-key-b82e5f0397ac46d1');
  expect(performance.now() - start).toBeLessThan(3000);
});
