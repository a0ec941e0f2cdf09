import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { knownScopes } from '../../src/etoro/scopes.ts';
import { nameOf, repositoryIdOf, startFamily } from '../../src/names/family.ts';
import { showable } from '../../src/secrets/foreign-text.ts';

const show = (text: string, most?: number) => showable(text, (line) => line, most);

const openapi: unknown = load(readFileSync(new URL('../../sandbox/openapi.yaml', import.meta.url), 'utf8'));

/** All codes and messages in eToro's description. */
function documented(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { errorCode, errorMessage }: { errorCode?: unknown; errorMessage?: unknown } = value;
  const texts = [errorCode, errorMessage].filter((text) => typeof text === 'string');
  return [...texts, ...Object.values(value).flatMap(documented)];
}

const run = { repository: repositoryIdOf('https://github.com', '1'), runId: 17, runAttempt: 2 };
const ownName = nameOf(startFamily(run, 'octo-org-bot', false), 1);

describe('is shown whole:', () => {
  test('there is something that eToro says', () => {
    expect(documented(openapi)).toContain('A user key with this name already exists');
    expect(new Set(documented(openapi)).size).toBeGreaterThan(25);
  });

  test.each([
    ...new Set(documented(openapi)),
    ...knownScopes.flatMap(({ v1, v2 }) => [v1, v2]),
    // What else eToro is known to say.
    ...['ScopeIdNotAllowed', 'NoChangesDetected', 'malformed x-user-key container'],
    'error code: 1010',
    // Each kind of text.
    ...['a'.repeat(32), 'qZtxKfLwVbRmNgYcHdPjTsWeuAioXkqZ', 'A1b2C3d4E5', '12345678901234567890'],
    'MyBot01 had 1234567890 points at 1798761599',
    'On 2026-12-31, at 2026-12-31T23:59:59Z, 2026-12-31T23:59:59.0000000 or 2026-12-31T23:59:59+02:00.',
    'IpsWhitelistInvalidIp: 192.168.100.200 is not a valid public IPv4 address.',
    '1.2.3.4, 5.6.7.8, 9.9.9.9, 8.8.8.8, 101.102.103.104, 105.106.107.108',
    'a1b2c3d4-e5f6-7890-abcd-ef1234567890 A1B2C3D4-E5F6-7890-ABCD-EF1234567890',
    'public-api.etoro.com, api64.ipify.org:443, ec2-54-12-34-56.compute-1.amazonaws.com',
    `"${ownName}" exists`,
    // Messages of servers that stand around eToro.
    '<html><head><title>502 Bad Gateway</title></head><body>cloudflare</body></html>',
    '<center><h1>502 Bad Gateway</h1></center> <hr><center>nginx/1.18.0 (Ubuntu)</center>',
    'Rate limit is exceeded. Try again in 12 seconds. (60 per 60s)',
    'The JSON value could not be converted to System.Int32. Path: $.scopeIds[0] | LineNumber: 0 | BytePositionInLine: 35.',
    'Bearer realm="etoro", error="invalid_token", error_description="It expired at 10:20:30"',
    'Le portefeuille n’a pas été trouvé (code 404), réessayez à 12:34:56.',
    'ポートフォリオが見つかりません。',
    '',
  ])('%j', (text) => {
    expect(show(text)).toBe(text);
  });
});

test.each([
  ['a longer word', 'a'.repeat(33), '…'],
  ['more digits', '1'.repeat(21), '…'],
  ['more of letters and digits', 'Ray 8f2c1d3e4a5', 'Ray …'],
  ['all that is tied to it', 'is x-user-key=8f2c1d3e4a5/ab+cd here', 'is … here'],
  ['odd words beside it', 'Error 1015 aB x1 q: 8f2c1d3e4a5 again', 'Error 1015 … again'],
  ['symbols', 'Robo 🤖 trader ☃', 'Robo … trader …'],
  ['what would link to a person or a mailbox', 'ask @octocat, bot@etoro.com', 'ask …octocat, bot…etoro.com'],
  ['odd words, when they are many', 'Value x1y2z3w4 of a1B2c3D4 or v4w5x6', 'Value …'],
  [
    'odd words that signs tie together',
    'Id 1222-8085-9942-2730-28 and 1222-8085-9942-2730',
    'Id … and 1222-8085-9942-2730',
  ],
  ['a long number beside a longer word', 'Value 1234567 8f2c1d3e4a5 123456', 'Value … 123456'],
  ['tiny words, when they are many', 'q Zt Kf Lw Vb Rm Ng Yc Hd Pj Ts We wrong', '… wrong'],
])('is not shown: %s', (_what, text, shown) => {
  expect(show(text)).toBe(shown);
});

const hex = (code: number) => code.toString(16).padStart(2, '0');
const bytes = (write: (code: number) => string) => (key: string) => [...Buffer.from(key)].map(write).join('');
const groups = (length: number, sign: string) => (text: string) =>
  (text.match(RegExp(`.{1,${length}}`, 'g')) ?? []).join(sign);
const base64 = (text: string) => Buffer.from(text).toString('base64');

const encodings: Record<string, (key: string) => string> = {
  'as it is': (key) => key,
  'in lower case': (key) => key.toLowerCase(),
  'in upper case': (key) => key.toUpperCase(),
  'in hex': bytes(hex),
  'in spaced hex': bytes((code) => `${hex(code)} `),
  'in hex with colons': bytes((code) => `${hex(code).toUpperCase()}:`),
  'in a hex dump': (key) => groups(4, ' ')(bytes(hex)(key)),
  'in decimal HTML entities': bytes((code) => `&#${code};`),
  'in hexadecimal HTML entities': bytes((code) => `&#x${hex(code)};`),
  'in entities of entities': bytes((code) => `&amp;#${code};`),
  'in \\uXXXX': bytes((code) => `\\u00${hex(code)}`),
  'in \\xXX': bytes((code) => `\\x${hex(code)}`),
  'in binary': bytes((code) => `${code.toString(2)} `),
  'in %25XX': bytes((code) => `%25${hex(code)}`),
  'URI-encoded': encodeURIComponent,
  'in base64': base64,
  'in base64 for URLs': (key) => Buffer.from(key).toString('base64url'),
  'in double base64': (key) => base64(base64(key)),
  'in wrapped base64': (key) => groups(15, '\r\n')(base64(key)),
  'as a byte array': (key) => JSON.stringify([...Buffer.from(key)]),
  'as numbers with dots': (key) => [...Buffer.from(key)].join('.'),
  'as one number': (key) => BigInt(`0x${bytes(hex)(key)}`).toString(),
  'as an array of characters': (key) => JSON.stringify(key.split('')),
  spaced: groups(1, ' '),
  'spaced by what is invisible': groups(1, '\u200b'),
  'spaced by NUL': groups(1, '\0'),
  'in pairs': groups(2, ' '),
  'with dashes': groups(4, '-'),
  'with slashes': groups(5, '/'),
  'wrapped at 10': groups(10, '\n'),
  'wrapped at 15': groups(15, '\n'),
  'dotted like a host': groups(20, '.'),
  'in full width': (key) => key.replace(/\w/g, (c) => String.fromCodePoint(c.charCodeAt(0) + 0xfee0)),
};

/** What eToro's keys look like, and what others' do. */
const base64url = fc.uint8Array({ minLength: 90, maxLength: 90 }).map((key) => Buffer.from(key).toString('base64url'));
const keys = fc.oneof(
  base64url.map((ek) => Buffer.from(JSON.stringify({ ean: 'Application', ek })).toString('base64url') + '_'),
  fc.uint8Array({ minLength: 16, maxLength: 16 }).map((key) => Buffer.from(key).toString('hex')),
  fc.uint8Array({ minLength: 16, maxLength: 16 }).map((key) => `sk_live_${Buffer.from(key).toString('hex')}`),
);

/** How many letters and digits of a text are in pieces of another one, each of four at least. */
function common(text: string, secret: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    let length = 3;
    while (at + length < text.length && secret.includes(text.slice(at, at + length + 1))) length++;
    if (length === 3) continue;
    count += length;
    at += length - 1;
  }
  return count;
}

test.each(Object.entries(encodings))('carries no key %s', (_how, encode) => {
  const letters = (text: string) => text.normalize('NFKC').replace(/[^A-Za-z0-9]/g, '');
  fc.assert(
    fc.property(keys, (key) => {
      const shown = show(`The key ${encode(key)} is wrong`);
      const secret = letters(encode(key));
      // Some groups of its letters may look like words.
      expect(common(letters(shown), secret)).toBeLessThan(secret.length / 2);
    }),
    // Random keys, not `AAAA…`.
    { unbiased: true, endOnFailure: true },
  );
});

test('reads so many characters, and shows no word that is cut off by that', () => {
  expect(show(`${'word '.repeat(199)}12345-ab+cd-more and more`)).toBe(`${'word '.repeat(199)}…`);
  expect(show('My first portfolio', 12)).toBe('My first …');
  expect(show('x'.repeat(300), 200)).toBe('…');
});

test('is one line without invisible characters, whatever comes in', () => {
  const invisible = ['\u202e', '\u2066', '\u200b', '\u00ad', '\ufe0f', '\u{e0041}', '\u3164', '\u001b', '\u2028'];
  expect(show(`a${invisible.join('')}b\r\n::error::c`)).toBe('a b ::error::c');
  const unit = fc.oneof(fc.constantFrom(...invisible), fc.string({ unit: 'binary', maxLength: 3 }));
  fc.assert(
    fc.property(
      fc.array(unit).map((units) => units.join('')),
      (text) => {
        expect(show(text)).toMatch(/^[^\p{Cc}\p{Cf}\p{DI}\p{Zl}\p{Zp}\p{Co}\p{Cs}@]*$/u);
      },
    ),
  );
});

test.each(['x', 'gha-1-', '2026-12-31T', '…,', '1.', 'a b', '\u200b', '&#38;', 'aB-+_'])(
  'takes little time with 8 MiB of %j',
  (unit) => {
    const text = unit.repeat((8 << 20) / unit.length);
    const start = performance.now();
    show(text);
    // What is quadratic takes hours.
    expect(performance.now() - start).toBeLessThan(10_000);
  },
);
