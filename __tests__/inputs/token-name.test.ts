import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseTokenName } from '../../src/inputs/token-name.ts';
import { problemOf, valueOf } from '../fakes.ts';

describe('parseTokenName', () => {
  test('takes any printable text of up to 128 characters as it is', () => {
    const text = fc.stringMatching(/^[\p{L}\p{N}\p{P}\p{S} ]{1,60}$/u);
    fc.assert(
      fc.property(text, (text) => {
        expect(valueOf(parseTokenName(text))).toBe(text);
      }),
    );
  });

  test('takes 128 characters, and not one more', () => {
    expect(valueOf(parseTokenName('x'.repeat(128)))).toHaveLength(128);
    expect(problemOf(parseTokenName('x'.repeat(129)))).toContain('129 characters');
  });

  test.each([
    ['a line feed', 'a\nb'],
    ['a carriage return', 'a\rb'],
    ['a null', 'a\0b'],
    ['an escape', 'a\u001b[31mb'],
    ['a line separator', 'a\u2028b'],
    ['a zero-width space', 'a\u200bb'],
    ['a right-to-left override', 'a\u202eb'],
    ['half a character', 'a\ud800b'],
  ])('does not take %s', (_what, text) => {
    expect(problemOf(parseTokenName(text))).toContain('control or invisible character');
  });
});
