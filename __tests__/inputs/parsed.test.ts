import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { listItems, parseList } from '../../src/inputs/parsed.ts';

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

describe('parseList', () => {
  const parseNumber = (text: string) =>
    /^\d+$/.test(text) ? { value: Number(text) } : { problem: `${text} is no number.` };

  test('parses each item, drops repeats, and keeps the order', () => {
    expect(parseList('3, 1 3\n02 1', parseNumber)).toEqual({ value: [3, 1, 2] });
  });

  test('tells all that is wrong together', () => {
    expect(parseList('one 2 three', parseNumber)).toEqual({
      problem: 'one is no number. three is no number.',
    });
  });

  test.each(['- 1\n- 2', '[1, 2]', ' ["1"]', '1\n- 2', '[\n  1\n]'])(
    'tells a list of YAML or JSON once: %j',
    (text) => {
      expect(parseList(text, parseNumber)).toEqual({
        problem: 'It is a list of YAML or JSON. Write the items on one line, separated by commas.',
      });
    },
  );
});
