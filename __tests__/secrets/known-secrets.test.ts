import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyText } from '../any-text.ts';
import { openKnownSecrets, WITHHELD } from '../../src/secrets/known-secrets.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { API_KEY, USER_KEY, USER_TOKEN } from '../fakes.ts';

function know(...values: string[]) {
  const masked: string[] = [];
  const secrets = openKnownSecrets((value) => {
    masked.push(value);
  });
  for (const value of values) secrets.add(new Secret(value));
  return { ...secrets, masked };
}

test('a secret is masked as soon as it is known', () => {
  expect(know(USER_KEY, USER_TOKEN).masked).toEqual([USER_KEY, USER_TOKEN]);
});

test('a value too short to be a key is masked all the same', () => {
  expect(know('banana').masked).toEqual(['banana']);
});

test('every secret that is known is redacted', () => {
  const { redact } = know(API_KEY, USER_KEY, USER_TOKEN);
  expect(redact(`${API_KEY} ${USER_KEY} ${btoa(USER_TOKEN)}`)).toBe('*** *** ***');
});

test('a secret counts from the moment when it is known', () => {
  const secrets = know(USER_KEY);
  expect(secrets.areRepeatedIn(USER_TOKEN)).toBe(false);
  expect(secrets.redact(USER_TOKEN)).toBe(USER_TOKEN);
  secrets.add(new Secret(USER_TOKEN));
  expect(secrets.areRepeatedIn(USER_TOKEN)).toBe(true);
  expect(secrets.redact(USER_TOKEN)).toBe('***');
});

describe('foreignText', () => {
  test.each([
    ['the api key', API_KEY],
    ['the user key', USER_KEY],
    ['the token', USER_TOKEN],
  ])('withholds a text that repeats %s or a piece of it, whole, and says so', (_which, value) => {
    const { foreignText } = know(API_KEY, USER_KEY, USER_TOKEN);
    for (const echo of [value, value.slice(12, 22), btoa(value), value.toUpperCase()]) {
      expect(foreignText(`We do not know ${echo}, sorry`)).toBe(WITHHELD);
    }
  });

  test('says what it withholds in words that a reader understands', () => {
    expect(WITHHELD).toBe('(text withheld, because it repeats a part of a key or token)');
  });

  test('leaves shorter pieces, which may be words', () => {
    expect(know(USER_KEY).foreignText('The user-key is wrong')).toBe('The user-key is wrong');
  });

  test('is one line without control characters, whatever comes in', () => {
    fc.assert(
      fc.property(anyText({ maxLength: 500 }), (text) => {
        expect(know().foreignText(text)).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
      }),
    );
  });

  test('is cut at 300 characters by default', () => {
    expect(know().foreignText('x'.repeat(301))).toBe(`${'x'.repeat(300)}…`);
    expect(know().foreignText('x'.repeat(65), 64)).toBe(`${'x'.repeat(64)}…`);
  });

  test('takes little time with a text of 8 MiB, of which it shows little', () => {
    const start = performance.now();
    know(API_KEY, USER_KEY).foreignText('xyzw&#38;'.repeat(900_000), 80);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  test('is withheld also when the secret is behind the cut, or cut in two by it', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.constantFrom('x', ' '), (before, fill) => {
        expect(know(USER_KEY).foreignText(`${fill.repeat(before)} ${USER_KEY}`, 50)).toBe(WITHHELD);
      }),
    );
  });
});
