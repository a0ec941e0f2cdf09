import { expect, test } from '@jest/globals';
import { parseApiVersion, parseBoolean } from '../../src/inputs/words.ts';
import { problemOf, valueOf } from '../fakes.ts';

test('true and false are taken, in any case, and nothing else', () => {
  for (const text of ['true', 'True', 'TRUE']) expect(valueOf(parseBoolean(text))).toBe(true);
  for (const text of ['false', 'False', 'FALSE']) expect(valueOf(parseBoolean(text))).toBe(false);
  for (const text of ['', 'yes', 'no', '1', '0', 'on', 'truefalse']) {
    expect(problemOf(parseBoolean(text))).toBe(`"${text}" is neither true nor false. Write one of them.`);
  }
});

test('v1 and v2 are taken, in any case, and nothing else', () => {
  expect(['v1', 'V2'].map((text) => valueOf(parseApiVersion(text)))).toEqual(['v1', 'v2']);
  for (const text of ['', '1', 'v3', 'v11']) {
    expect(problemOf(parseApiVersion(text))).toBe(`"${text}" is not a version of the API. Write v1 or v2.`);
  }
});
