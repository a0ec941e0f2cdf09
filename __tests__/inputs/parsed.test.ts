import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { listItems, quote } from '../src/parsed.ts';

const item = fc.stringMatching(/^[A-Za-z0-9:._/-]{1,12}$/);
const separator = fc.stringMatching(/^[ ,\n\r\t]{1,4}$/);

describe('listItems', () => {
  test('gives the items in their order, whatever separates them', () => {
    const list = fc.array(fc.tuple(item, separator));
    fc.assert(
      fc.property(list, separator, (pairs, before) => {
        const text = before + pairs.flat().join('');
        expect(listItems(text)).toEqual(pairs.map(([word]) => word));
      }),
    );
  });

  test('finds nothing where there are only separators', () => {
    expect(listItems(' ,\n,\t')).toEqual([]);
  });
});

describe('quote', () => {
  test('shows a text on one line', () => {
    expect(quote('one\ntwo')).toBe('"one\\ntwo"');
  });

  test('cuts what is long', () => {
    expect(quote('x'.repeat(81))).toBe(`"${'x'.repeat(80)}…"`);
  });
});
