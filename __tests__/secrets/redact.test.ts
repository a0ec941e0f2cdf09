import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { redact } from '../../src/secrets/redact.ts';
import { formsOf, Secret } from '../../src/secrets/secret.ts';
import { USER_KEY } from '../fakes.ts';

/** What a key may be made of, quotes, backslashes and percent signs included. */
const key = fc.stringMatching(/^[\x21-\x7e]{16,80}$/);

const hide = (text: string, ...secrets: string[]) =>
  redact(
    text,
    secrets.flatMap((value) => formsOf(new Secret(value))),
  );

const forms: [string, (value: string) => string][] = [
  ['as it is', (value) => value],
  ['in base64', (value) => Buffer.from(value).toString('base64')],
  ['in hex', (value) => Buffer.from(value).toString('hex')],
  ['URI-encoded', encodeURIComponent],
  ['JSON-escaped', (value) => JSON.stringify(value).slice(1, -1)],
];

test.each(forms)('hides a secret %s, wherever it stands', (_form, write) => {
  fc.assert(
    fc.property(key, fc.string(), fc.string(), (value, before, after) => {
      expect(hide(before + write(value) + after, value)).not.toContain(write(value));
    }),
  );
});

test('hides every occurrence, and keeps the rest', () => {
  expect(hide(`a ${USER_KEY} b ${USER_KEY} c`, USER_KEY)).toBe('a *** b *** c');
});

test('hides each of several secrets', () => {
  const other = 'another-key-1234567890';
  expect(hide(`${USER_KEY} ${other}`, USER_KEY, other)).toBe('*** ***');
});

test('leaves no rest of a secret that contains another one', () => {
  const part = USER_KEY.slice(10, 30);
  expect(hide(`a ${USER_KEY} b ${part} c`, part, USER_KEY)).toBe('a *** b *** c');
  expect(hide(`a ${USER_KEY} b ${part} c`, USER_KEY, part)).toBe('a *** b *** c');
});

test('leaves nothing of secrets that contain or overlap each other, in whatever order they are known', () => {
  fc.assert(
    fc.property(key, fc.nat(), fc.nat(), fc.boolean(), (whole, from, length, isPartFirst) => {
      const start = from % (whole.length - 7);
      const part = whole.slice(start, start + 8 + (length % whole.length));
      // The end of one is the beginning of the next.
      const overlapping = `${part.slice(-4)}<>${part.slice(0, 4)}`;
      const known = isPartFirst ? [part, overlapping, whole] : [whole, overlapping, part];
      const text = `${whole} ${part}${overlapping.slice(4)} ${part}`;
      expect(hide(text, ...known)).toBe('*** *** ***');
    }),
  );
});

test('hides a piece of 16 characters and more, because an echo may be cut short', () => {
  fc.assert(
    fc.property(key, fc.nat(), fc.nat(), (value, from, length) => {
      const start = from % (value.length - 15);
      const piece = value.slice(start, start + 16 + (length % value.length));
      expect(hide(`an echo: ${piece} of it`, value)).toBe('an echo: *** of it');
    }),
  );
});

test('hides a cut echo of a secret that contains another one, the rest of it included', () => {
  const part = USER_KEY.slice(10, 30);
  const echo = USER_KEY.slice(1, 40);
  expect(hide(`an echo: ${echo} of it`, part, USER_KEY)).toBe('an echo: *** of it');
});

test('keeps what stands around a whole secret', () => {
  expect(hide(`{"key":"${USER_KEY}"}`, USER_KEY)).toBe('{"key":"***"}');
});

test('hides the word around a piece as a whole, because the rest of it may be another spelling', () => {
  const text = `not allowed: "${USER_KEY.slice(0, 20)}\\u0030397%61c" here`;
  expect(hide(text, USER_KEY)).toBe('not allowed: *** here');
});

test('hides every piece', () => {
  const [one, other] = [USER_KEY.slice(0, 18), USER_KEY.slice(20, 40)];
  expect(hide(`${one} and x${other}x and ${one}`, USER_KEY)).toBe('*** and *** and ***');
});

test('hides a piece that has white space in it, to the end of its last word', () => {
  const phrase = 'correct horse battery staple';
  expect(hide('it is correct horse battery: or so', phrase)).toBe('it is *** or so');
});

test('leaves shorter pieces, which may be words of a message of the action', () => {
  expect(hide('user-key-b82e5f', USER_KEY)).toBe('user-key-b82e5f');
});

test('leaves a text without a secret as it is', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 15 }), (text) => {
      expect(hide(text, USER_KEY)).toBe(text);
    }),
  );
});

test('does not cut holes for a value too short to be a key', () => {
  expect(hide('a banana is no key', 'banana')).toBe('a banana is no key');
});

test.each([
  ['of many beginnings', 'user-key-'.repeat(100_000)],
  ['of one long word before a piece', `${'x'.repeat(200_000)} ${USER_KEY.slice(0, 20)}`],
  ['of many pieces', `${USER_KEY.slice(0, 20)} `.repeat(2000)],
])('is done with a long text %s in little time', (_what, text) => {
  const start = performance.now();
  hide(text, USER_KEY);
  expect(performance.now() - start).toBeLessThan(3000);
});
