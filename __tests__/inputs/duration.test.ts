import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseDuration } from '../../src/inputs/words.ts';
import { DAY, formatDuration, HOUR, MINUTE, SECOND } from '../../src/time/duration.ts';
import { problemOf, valueOf } from '../fakes.ts';

const LONGEST = 5 * DAY;
const anyDuration = (text: string) => parseDuration(text, 0);
const secondsUpTo = (most: number) => fc.integer({ min: 0, max: most / SECOND }).map((count) => count * SECOND);

describe('parseDuration', () => {
  test.each([
    ['90s', 90 * SECOND],
    ['15m', 15 * MINUTE],
    ['1h30m', 90 * MINUTE],
    ['2d', 2 * DAY],
    ['1d2h3m4s', DAY + 2 * HOUR + 3 * MINUTE + 4 * SECOND],
    ['1H30M', 90 * MINUTE],
  ])('takes %s', (text, milliseconds) => {
    expect(valueOf(anyDuration(text))).toBe(milliseconds);
  });

  test('takes what formatDuration writes', () => {
    fc.assert(
      fc.property(secondsUpTo(LONGEST), (milliseconds) => {
        expect(valueOf(anyDuration(formatDuration(milliseconds)))).toBe(milliseconds);
      }),
    );
  });

  test('takes what is within the bounds, both of them included, and nothing else', () => {
    fc.assert(
      fc.property(secondsUpTo(2 * LONGEST), secondsUpTo(LONGEST), (value, least) => {
        const parsed = parseDuration(formatDuration(value), least);
        expect('value' in parsed).toBe(least <= value && value <= LONGEST);
      }),
      {
        examples: [
          [LONGEST, 0],
          [LONGEST + SECOND, 0],
          [MINUTE, MINUTE],
          [MINUTE - SECOND, MINUTE],
        ],
      },
    );
  });

  test('a problem with the bounds names them, and the side', () => {
    expect(problemOf(parseDuration('59s', MINUTE))).toMatch(/"59s".*short.*1m to 5d/);
    expect(problemOf(parseDuration('121h', MINUTE))).toMatch(/"121h".*long.*1m to 5d/);
    expect(problemOf(anyDuration(`${'9'.repeat(400)}d`))).toContain('too long');
  });

  test('a number without a unit gets a hint, and a short one', () => {
    expect(problemOf(anyDuration('60'))).toContain('It has no unit: 60s, 60m or 60h?');
    expect(problemOf(anyDuration('6'.repeat(1000))).length).toBeLessThan(300);
  });

  test.each(['', 'm', '1 h', '-1h', '1.5h', '30m1h', '1h1h', '1w', '1ms', 'PT1H', '1h ', '१h'])(
    'does not take %j',
    (text) => {
      expect(problemOf(anyDuration(text))).toContain('is not a duration');
    },
  );
});
