import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyText } from '../any-text.ts';
import { oneLine, quote } from '../../src/secrets/shown-text.ts';

describe('quote', () => {
  test('shows a text on one line', () => {
    expect(quote('one\ntwo')).toBe('"one\\ntwo"');
  });

  test('cuts what is long', () => {
    expect(quote('x'.repeat(81))).toBe(`"${'x'.repeat(80)}…"`);
  });
});

describe('oneLine', () => {
  test('has no control characters, whatever comes in', () => {
    fc.assert(
      fc.property(anyText({ maxLength: 500 }), (text) => {
        expect(oneLine(text, 300)).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
      }),
    );
  });

  test('cannot start a workflow command', () => {
    expect(oneLine('no\n::set-output name=token::x\r::error::y', 300)).toBe(
      'no ::set-output name=token::x ::error::y',
    );
  });

  test('is at most as long as told, and says that it was cut', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 2000 }),
        fc.integer({ min: 1, max: 400 }),
        (text, most) => {
          const shown = oneLine(text, most);
          expect(shown.length).toBeLessThanOrEqual(most + 1);
          expect(shown.length > most).toBe(shown.endsWith('…') && shown.length === most + 1);
        },
      ),
    );
  });
});
