import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { backoff, retryAfter, serverTime } from '../../src/http/retry.ts';
import { HOUR, SECOND } from '../fakes.ts';

const now = Date.parse('2026-06-01T12:00:00Z');
const httpDate = (time: number) => new Date(time).toUTCString();
const asked = (headers: IncomingHttpHeaders, status = 429) => retryAfter({ status, headers }, now);

describe('backoff', () => {
  const tries = fc.integer({ min: 1, max: 2000 });
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

  test('lies between nothing and a limit that doubles from 1 s to 30 s', () => {
    fc.assert(
      fc.property(tries, random, (tries, random) => {
        const pause = backoff(tries, () => random);
        expect(pause).toBeGreaterThanOrEqual(0);
        expect(pause).toBeLessThan(Math.min(30 * SECOND, SECOND * 2 ** (tries - 1)));
      }),
    );
  });

  test('has full jitter: any part of the limit is as likely', () => {
    expect([0, 0.25, 0.5, 0.75].map((random) => backoff(3, () => random))).toEqual([
      0, 1000, 2000, 3000,
    ]);
  });
});

describe('serverTime', () => {
  test('is what the header date says', () => {
    expect(serverTime({ headers: { date: httpDate(now) } })).toBe(now);
  });

  test.each([undefined, 'yesterday'])('is not known from %s', (date) => {
    expect(serverTime({ headers: date === undefined ? {} : { date } })).toBeUndefined();
  });
});

describe('retryAfter', () => {
  test('takes seconds', () => {
    expect(asked({ 'retry-after': '17' })).toBe(17 * SECOND);
  });

  test('takes no wait at all', () => {
    expect(asked({ 'retry-after': '0' })).toBe(0);
  });

  test('takes a date', () => {
    expect(asked({ 'retry-after': httpDate(now + 90 * SECOND) })).toBe(90 * SECOND);
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

  test('a date that has passed is no wait', () => {
    expect(asked({ 'retry-after': httpDate(now - HOUR) })).toBe(0);
  });

  test('takes x-ratelimit-reset, in Unix time', () => {
    expect(asked({ 'x-ratelimit-reset': String(now / SECOND + 42) })).toBe(42 * SECOND);
  });

  test("measures x-ratelimit-reset against the server's clock", () => {
    const there = now - HOUR;
    const reset = String(there / SECOND + 42);
    expect(asked({ date: httpDate(there), 'x-ratelimit-reset': reset })).toBe(42 * SECOND);
  });

  test('prefers retry-after to x-ratelimit-reset', () => {
    const reset = String(now / SECOND + 42);
    expect(asked({ 'retry-after': '17', 'x-ratelimit-reset': reset })).toBe(17 * SECOND);
  });

  test('says nothing when the server does not', () => {
    expect(asked({})).toBeUndefined();
  });

  test.each(['', 'soon', '-5', '1.5', '1e3', '0x10', '5 seconds', 'in 9999', '१'])(
    'takes %j for nonsense',
    (text) => {
      expect(asked({ 'retry-after': text })).toBeUndefined();
    },
  );

  test.each(['', 'soon', '-5', '1.5'])('takes a reset of %j for nonsense', (text) => {
    expect(asked({ 'x-ratelimit-reset': text })).toBeUndefined();
  });

  test.each(['soon', '1.5'])('goes by x-ratelimit-reset where retry-after is %j', (text) => {
    const reset = String(now / SECOND + 42);
    expect(asked({ 'retry-after': text, 'x-ratelimit-reset': reset })).toBe(42 * SECOND);
  });
});
