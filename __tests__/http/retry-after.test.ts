import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { backoff, retryAfter, serverTime } from '../../src/http/retry-after.ts';
import { DAY, HOUR, SECOND } from '../fakes.ts';

const now = Date.parse('2026-06-01T12:00:00Z');
const httpDate = (time: number) => new Date(time).toUTCString();
const unixTime = (time: number) => String(time / SECOND);
const asked = (headers: IncomingHttpHeaders, status = 429) => retryAfter(headers, now, status === 429);

/** The same moment, 17 seconds from `now`, in the three forms of an HTTP date. */
const threeForms = ['Mon, 01 Jun 2026 12:00:17 GMT', 'Monday, 01-Jun-26 12:00:17 GMT', 'Mon Jun  1 12:00:17 2026'];

/** What `Date.parse` takes for a date, at least some of it, and HTTP does not. */
const noHttpDates = [
  ...['yesterday', '2026-06-01T12:00:17Z', '2026-06-01', '1.5', '9999'],
  ...['Mon, 01 Jun 2026 12:00:17 +0000', 'Mon, 01 Jun 2026 12:00:17'],
  ...['Mon, 1 Jun 2026 12:00:17 GMT', 'mon, 01 jun 2026 12:00:17 gmt'],
  ...['Mon, 01 Jun 2026 12:00:17 GMT+0100', ' Mon, 01 Jun 2026 12:00:17 GMT'],
  ...['Mon, 01 Jux 2026 12:00:17 GMT', 'Mon, 01 Jun 2026 25:00:17 GMT'],
  ...['Mon Jun  1 12:00:17 2026 GMT', 'Mon Jun 1 12:00:17 2026'],
];

describe('serverTime', () => {
  test.each([
    ...threeForms.map((date) => [date, now + 17 * SECOND] as const),
    ['Sat Nov 21 08:49:37 2026', Date.parse('2026-11-21T08:49:37Z')],
    [undefined, undefined],
    ...noHttpDates.map((date) => [date, undefined] as const),
  ])('is what the header date says, where it is an HTTP date: %j', (date, time) => {
    expect(serverTime(date === undefined ? {} : { date })).toBe(time);
  });
});

describe('retry-after', () => {
  test.each<[string, number | undefined]>([
    ['17', 17 * SECOND],
    ['0', 0],
    ...threeForms.map((date): [string, number] => [date, 17 * SECOND]),
    // It has passed.
    [httpDate(now - HOUR), 0],
    // Longer than any window of a rate limit.
    [unixTime(2 * DAY), 2 * DAY],
    ...[
      ...noHttpDates.filter((text) => text !== '9999'),
      ...['', 'soon', '-5', '+5', '1e3', '0x10', '5 seconds', 'in 9999', '१', '1'.repeat(13)],
    ].map((text): [string, undefined] => [text, undefined]),
  ])('is seconds or a date, and nonsense says nothing, with every status: %j', (text, wait) => {
    for (const status of [429, 500, 503, 202, 301]) {
      expect(asked({ 'retry-after': text }, status)).toBe(wait);
    }
  });

  test('says nothing when the server does not', () => {
    expect(asked({})).toBeUndefined();
  });

  test("measures a date against the server's clock, however far the runner's is off", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e6 }), fc.nat(3600), (off, wait) => {
        const there = now + off * SECOND;
        const headers = { date: httpDate(there), 'retry-after': httpDate(there + wait * SECOND) };
        expect(asked(headers)).toBe(wait * SECOND);
      }),
    );
  });
});

describe.each([
  ['ratelimit-reset', (wait: number) => unixTime(wait)],
  ['x-ratelimit-reset', (wait: number) => unixTime(now + wait)],
])('%s', (header, reset) => {
  test('is waited for at a rate limit', () => {
    expect(asked({ [header]: reset(42 * SECOND) })).toBe(42 * SECOND);
  });

  test.each([500, 503, 400, 202])('means nothing with HTTP %i', (status) => {
    expect(asked({ [header]: reset(42 * SECOND) }, status)).toBeUndefined();
  });

  test('does not count in the unit of the other header of almost the same name', () => {
    const other = header === 'ratelimit-reset' ? unixTime(now + 42 * SECOND) : '42';
    expect(asked({ [header]: other })).toBeUndefined();
  });

  test('counts up to a day, and is nonsense beyond it', () => {
    expect(asked({ [header]: reset(DAY) })).toBe(DAY);
    expect(asked({ [header]: reset(DAY + SECOND) })).toBeUndefined();
  });

  test.each(['', 'soon', '-5', '1.5', '1e3', httpDate(now + 42 * SECOND), '1'.repeat(13)])(
    'takes %j for nonsense',
    (text) => {
      expect(asked({ [header]: text })).toBeUndefined();
    },
  );

  test.each([
    ['', 42],
    ['soon', 42],
    ['1.5', 42],
    ['17', 42],
    ['43', 43],
  ])('beside retry-after, the longer one counts: %j', (text, wait) => {
    const headers = { 'retry-after': text, [header]: reset(42 * SECOND) };
    expect(asked(headers)).toBe(wait * SECOND);
  });
});

describe('both headers of a rate limit', () => {
  test.each([
    [30, 42, 42],
    [42, 30, 42],
  ])('in %i s and in %i s: the longer wait counts', (first, second, wait) => {
    const headers = {
      'ratelimit-reset': String(first),
      'x-ratelimit-reset': unixTime(now + second * SECOND),
    };
    expect(asked(headers)).toBe(wait * SECOND);
  });

  test("a Unix time is measured against the server's clock", () => {
    const there = now - HOUR;
    const reset = unixTime(there + 42 * SECOND);
    expect(asked({ date: httpDate(there), 'x-ratelimit-reset': reset })).toBe(42 * SECOND);
  });

  test('a window that has been reset just now is no wait', () => {
    expect(asked({ 'x-ratelimit-reset': unixTime(now - SECOND) })).toBe(0);
  });
});

const anyTries = fc.integer({ min: 1, max: 2000 });
const anyRandom = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('a pause lies between nothing and a limit that doubles from 1 s to 30 s', () => {
  fc.assert(
    fc.property(anyTries, anyRandom, (tries, random) => {
      const pause = backoff(tries, () => random);
      expect(pause).toBeGreaterThanOrEqual(0);
      expect(pause).toBeLessThan(Math.min(30 * SECOND, SECOND * 2 ** (tries - 1)));
    }),
  );
});

test('a pause has full jitter: any part of the limit is as likely', () => {
  expect([0, 0.25, 0.5, 0.75].map((random) => backoff(3, () => random))).toEqual([0, 1000, 2000, 3000]);
});

test('a late try may be paused for almost 30 s', () => {
  expect(backoff(2000, () => 0.999)).toBe(0.999 * 30 * SECOND);
});
