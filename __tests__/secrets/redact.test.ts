import { format, inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { foreignText, redact, Secret } from '../src/secret.ts';
import { USER_KEY } from './fakes.ts';

const secret = new Secret(USER_KEY);
/** What a key may be made of, quotes, backslashes and percent signs included. */
const key = fc.stringMatching(/^[\x21-\x7e]{16,80}$/);

describe('a Secret', () => {
  test.each([
    ['a template', () => `the key ${secret.toString()} is`],
    ['String()', () => String(secret)],
    ['JSON', () => JSON.stringify({ secret })],
    ['inspect', () => inspect({ deep: { secret } }, { showHidden: true, depth: null })],
    ['format', () => format('%s %o %j', secret, secret, secret)],
    ['its own properties', () => Reflect.ownKeys(secret).join()],
    ['an error that holds it', () => inspect(new Error('no', { cause: { secret } }))],
    ['a class that holds it', () => inspect(Object.assign(new Error('no'), { secret }))],
  ])('does not show in %s', (_where, show) => {
    expect(show()).not.toContain(USER_KEY);
  });

  test('shows as ***, so that a reader knows what it is', () => {
    expect(JSON.stringify({ secret })).toBe('{"secret":"***"}');
    expect(inspect(secret)).toBe('***');
  });

  test('is revealed when asked', () => {
    expect(secret.reveal()).toBe(USER_KEY);
  });
});

describe('redact', () => {
  const forms: [string, (value: string) => string][] = [
    ['as it is', (value) => value],
    ['in base64', (value) => Buffer.from(value).toString('base64')],
    ['URI-encoded', encodeURIComponent],
    ['JSON-escaped', (value) => JSON.stringify(value).slice(1, -1)],
  ];

  test.each(forms)('hides a secret %s, wherever it stands', (_form, write) => {
    fc.assert(
      fc.property(key, fc.string(), fc.string(), (value, before, after) => {
        const text = redact(before + write(value) + after, [new Secret(value)]);
        expect(text).not.toContain(write(value));
      }),
    );
  });

  test('hides every occurrence, and keeps the rest', () => {
    expect(redact(`a ${USER_KEY} b ${USER_KEY} c`, [secret])).toBe('a *** b *** c');
  });

  test('hides each of several secrets', () => {
    const other = new Secret('another-key-1234567890');
    expect(redact(`${USER_KEY} ${other.reveal()}`, [secret, other])).toBe('*** ***');
  });

  test('leaves a text without a secret as it is', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 15 }), (text) => {
        expect(redact(text, [secret])).toBe(text);
      }),
    );
  });

  test('does not cut holes for a value too short to be a key', () => {
    expect(redact('banana', [new Secret('an')])).toBe('banana');
  });

  test('is done with a long text in little time', () => {
    expect(redact('user-key-'.repeat(100_000), [secret])).toContain('user-key-');
  });
});

describe('foreignText', () => {
  test('hides pieces of 16 characters and more, for an echo may be cut short', () => {
    fc.assert(
      fc.property(key, fc.nat(), fc.nat(), (value, from, length) => {
        const start = from % (value.length - 15);
        const piece = value.slice(start, start + 16 + (length % value.length));
        expect(foreignText(`<<${piece}>>`, [new Secret(value)])).not.toContain(piece);
      }),
    );
  });

  test('leaves shorter pieces, which may be words', () => {
    expect(foreignText('user-key-b82e5f', [secret])).toBe('user-key-b82e5f');
  });

  test('is one line without control characters, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        expect(foreignText(text, [])).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
      }),
    );
  });

  test('cannot start a workflow command', () => {
    expect(foreignText('no\n::set-output name=token::x\r::error::y', [])).toBe(
      'no ::set-output name=token::x ::error::y',
    );
  });

  test('is at most as long as told, and says that it was cut', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 2000 }),
        fc.integer({ min: 1, max: 400 }),
        (text, most) => {
          const shown = foreignText(text, [], most);
          expect(shown.length).toBeLessThanOrEqual(most + 1);
          expect(shown.length > most).toBe(shown.endsWith('…') && shown.length === most + 1);
        },
      ),
    );
  });

  test('cuts at 300 characters unless told', () => {
    expect(foreignText('x'.repeat(301), [])).toBe(`${'x'.repeat(300)}…`);
  });

  test('hides before it cuts, so that no secret is cut in two and slips through', () => {
    fc.assert(
      fc.property(fc.nat(100), (before) => {
        const text = foreignText('x'.repeat(before) + USER_KEY, [secret], 50);
        for (let at = 0; at + 8 <= USER_KEY.length; at++) {
          expect(text).not.toContain(USER_KEY.slice(at, at + 8));
        }
      }),
    );
  });

  test('shows nothing of a secret that follows a flood of white space', () => {
    for (const blanks of [480, 485, 490, 495]) {
      const text = foreignText(' '.repeat(blanks) + USER_KEY, [secret], 50);
      expect(text).not.toContain(USER_KEY.slice(0, 5));
    }
  });
});
