import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { retryAfter, serverTime } from '../../src/http/retry-after.ts';
import { DAY, HOUR, SECOND } from '../fakes.ts';

const now = Date.parse('2026-06-01T12:00:00Z');
const httpDate = (time: number) => new Date(time).toUTCString();
const unixTime = (time: number) => String(time / SECOND);
const asked = (headers: IncomingHttpHeaders, status = 429) => retryAfter({ status, headers }, now);

/** The same moment, 17 seconds from `now`, in the three forms of an HTTP date. */
const threeForms = [
  'Mon, 01 Jun 2026 12:00:17 GMT',
  'Monday, 01-Jun-26 12:00:17 GMT',
  'Mon Jun  1 12:00:17 2026',
];

/** What `Date.parse` takes for a date, at least some of it, and HTTP does not. */
const noHttpDates = [
  'yesterday',
  '2026-06-01T12:00:17Z',
  '2026-06-01',
  'Mon, 01 Jun 2026 12:00:17 +0000',
  'Mon, 01 Jun 2026 12:00:17',
  'Mon, 1 Jun 2026 12:00:17 GMT',
  'mon, 01 jun 2026 12:00:17 gmt',
  'Mon, 01 Jun 2026 12:00:17 GMT+0100',
  ' Mon, 01 Jun 2026 12:00:17 GMT',
  'Mon, 01 Jux 2026 12:00:17 GMT',
  'Mon, 01 Jun 2026 25:00:17 GMT',
  'Mon Jun  1 12:00:17 2026 GMT',
  'Mon Jun 1 12:00:17 2026',
  '1.5',
  '9999',
];

describe('serverTime', () => {
  test.each(threeForms)('is what the header date says: %s', (date) => {
    expect(serverTime({ headers: { date } })).toBe(now + 17 * SECOND);
  });

  test('reads a day of two digits in the oldest form', () => {
    const headers = { date: 'Sat Nov 21 08:49:37 2026' };
    expect(serverTime({ headers })).toBe(Date.parse('2026-11-21T08:49:37Z'));
  });

  test('is not known without the header', () => {
    expect(serverTime({ headers: {} })).toBeUndefined();
  });

  test.each(noHttpDates)('is not known from %j', (date) => {
    expect(serverTime({ headers: { date } })).toBeUndefined();
  });
});

describe('retry-after', () => {
  test('takes seconds', () => {
    expect(asked({ 'retry-after': '17' })).toBe(17 * SECOND);
  });

  test('takes no wait at all', () => {
    expect(asked({ 'retry-after': '0' })).toBe(0);
  });

  test.each(threeForms)('takes a date: %s', (date) => {
    expect(asked({ 'retry-after': date })).toBe(17 * SECOND);
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

  test('takes a date that has passed for no wait', () => {
    expect(asked({ 'retry-after': httpDate(now - HOUR) })).toBe(0);
  });

  test('may be longer than any window of a rate limit', () => {
    expect(asked({ 'retry-after': unixTime(2 * DAY) })).toBe(2 * DAY);
  });

  test.each([429, 500, 503, 202, 301])('counts with every status: %i', (status) => {
    expect(asked({ 'retry-after': '17' }, status)).toBe(17 * SECOND);
  });

  test('says nothing when the server does not', () => {
    expect(asked({})).toBeUndefined();
  });

  test.each([
    ...noHttpDates.filter((text) => text !== '9999'),
    ...['', 'soon', '-5', '+5', '1e3', '0x10', '5 seconds', 'in 9999', '१', '1'.repeat(13)],
  ])('takes %j for nonsense', (text) => {
    expect(asked({ 'retry-after': text })).toBeUndefined();
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

  test.each(['', 'soon', '1.5'])('is what counts where retry-after is %j', (text) => {
    expect(asked({ 'retry-after': text, [header]: reset(42 * SECOND) })).toBe(42 * SECOND);
  });

  test('is what counts where it is longer than retry-after', () => {
    expect(asked({ 'retry-after': '17', [header]: reset(42 * SECOND) })).toBe(42 * SECOND);
  });

  test('does not count where retry-after is longer', () => {
    expect(asked({ 'retry-after': '43', [header]: reset(42 * SECOND) })).toBe(43 * SECOND);
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
