import type { IncomingHttpHeaders } from 'node:http';
import { DAY, SECOND, type Time } from '../time/clock.ts';

/** The server's time, in whole seconds. */
export function serverTime({ date }: IncomingHttpHeaders): Time | undefined {
  return parseHttpDate(date);
}

/**
 * How long the server asks to wait: from `retry-after` (seconds or a date) and, at a rate limit, from `ratelimit-reset`
 * (seconds until the window resets) and `x-ratelimit-reset` (Unix time in seconds). The longest one counts. The runner's
 * clock may be off, so a moment is compared with the server's where the answer tells it.
 * @returns milliseconds, or nothing when the server does not say or says nonsense
 * @see https://datatracker.ietf.org/doc/html/rfc9110#field.retry-after
 */
export function retryAfter(headers: IncomingHttpHeaders, now: Time, isLimited: boolean): number | undefined {
  const serverNow = serverTime(headers) ?? now;
  const after = headers['retry-after'];
  const waits = [seconds(after), (parseHttpDate(after) ?? NaN) - serverNow];
  // Every answer may tell when the rate limit resets. That counts only where the limit turned the request away.
  if (isLimited) {
    const resets = [seconds(headers['ratelimit-reset']), seconds(headers['x-ratelimit-reset']) - serverNow];
    // No window is longer than a day: a larger number counts something else.
    waits.push(...resets.filter((wait) => Math.abs(wait) <= DAY));
  }
  const told = waits.filter((wait) => !Number.isNaN(wait));
  return told.length === 0 ? undefined : Math.max(0, ...told);
}

/** A header of digits that count seconds, in milliseconds; NaN for another one. */
function seconds(header: unknown): number {
  return typeof header === 'string' && /^\d{1,12}$/.test(header) ? Number(header) * SECOND : NaN;
}

const DATE =
  /^(?:[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4}|[A-Z][a-z]{5,8}, \d\d-[A-Z][a-z]{2}-\d\d) \d\d:\d\d:\d\d GMT$/;
const ASCTIME_DATE = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}$/;

/**
 * Parses an HTTP date in each of its three forms, such as `Sun, 06 Nov 1994 08:49:37 GMT`. `Date.parse` alone takes `1.5`
 * for one.
 * @see https://datatracker.ietf.org/doc/html/rfc9110#http.date
 */
export function parseHttpDate(text = ''): Time | undefined {
  const time = DATE.test(text) ? Date.parse(text) : ASCTIME_DATE.test(text) ? Date.parse(`${text} GMT`) : NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** A number from 0 (inclusive) to 1 (exclusive). */
export type Random = () => number;

/** Exponential backoff with full jitter, in milliseconds: from 0 to a limit that doubles with each try, from 1. */
export function backoff(tries: number, random: Random): number {
  return random() * Math.min(30, 2 ** (tries - 1)) * SECOND;
}
