import { describe, expect, test } from '@jest/globals';
import { parseApiVersion, parseBoolean } from '../../src/inputs/words.ts';
import { problemOf, valueOf } from '../fakes.ts';

describe('parseBoolean', () => {
  test.each([
    ['true', true],
    ['True', true],
    ['TRUE', true],
    ['false', false],
    ['False', false],
    ['FALSE', false],
  ])('takes %s', (text, expected) => {
    expect(valueOf(parseBoolean(text))).toBe(expected);
  });

  test.each(['', 'yes', 'no', '1', '0', 'on', 'truefalse'])('does not take %j', (text) => {
    expect(problemOf(parseBoolean(text))).toBe(`"${text}" is neither true nor false. Write one of them.`);
  });
});

describe('parseApiVersion', () => {
  test.each([
    ['v1', 'v1'],
    ['V2', 'v2'],
  ])('takes %s', (text, version) => {
    expect(valueOf(parseApiVersion(text))).toBe(version);
  });

  test.each(['', '1', 'v3', 'v11'])('does not take %j', (text) => {
    expect(problemOf(parseApiVersion(text))).toBe(`"${text}" is not a version of the API. Write v1 or v2.`);
  });
});
