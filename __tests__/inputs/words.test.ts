import { describe, expect, test } from '@jest/globals';
import { parseApiVersion, parseBoolean, parseDuration, parseUuid } from '../../src/inputs/words.ts';
import { problemOf, valueOf } from '../fakes.ts';
import fc from 'fast-check';
import { DAY, formatDuration, HOUR, MINUTE, SECOND } from '../../src/time/clock.ts';

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

const parse = (text: string) => parseUuid(text, 'agent-portfolio');
const id = 'a1b2c3d4-e5f6-7890-abcd-ef1234567890';

test('every UUID of any version is taken, in any case, and given in lower case', () => {
  fc.assert(
    fc.property(fc.uuid(), (uuid) => {
      expect([valueOf(parse(uuid)), valueOf(parse(uuid.toUpperCase()))]).toEqual([uuid, uuid]);
    }),
  );
});

test.each([
  'my-portfolio',
  id.replaceAll('-', ''),
  id.slice(1),
  `${id}1`,
  id.replace('a', 'g'),
  `${id}\n`,
  '../../v1/other',
])('%j is not taken, and told', (text) => {
  expect(problemOf(parse(text))).toBe(
    `${JSON.stringify(text)} is not a UUID. Write the id of the agent-portfolio, such as ${id}.`,
  );
});

const around = `It has braces or quotes around it. Write ${id} alone.`;
test.each([
  [`{${id}}`, around],
  [`"${id}"`, around],
  [`'${id}'`, around],
  [`["${id}"]`, around],
  [`PORTFOLIO_ID=${id}`, 'It begins with a name. Leave out the name and what follows it, up to the value.'],
  [
    '$PORTFOLIO_ID',
    'It is the name of a variable, and nothing replaces that in an input. Write an expression instead, between ${{ and }}.',
  ],
  [
    '${{ vars.PORTFOLIO_ID }}',
    'It is an expression that was not replaced. GitHub replaces one in the workflow file, between ${{ and }}: write it there.',
  ],
  [`${id},`, 'It ends with a comma or semicolon. Leave it out.'],
])('%s was not copied alone, and that is told', (text, problem) => {
  expect(problemOf(parse(text))).toBe(problem);
});
