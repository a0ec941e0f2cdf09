import { DAY, SECOND } from '../time/duration.ts';
import type { Time } from '../time/clock.ts';
import type { HttpAnswer } from './send.ts';

type Head = Pick<HttpAnswer, 'status' | 'headers'>;

/** What the clock of the server says, from the header `date`. Its resolution is a second. */
export function serverTime({ headers }: Pick<HttpAnswer, 'headers'>): Time | undefined {
  return parseHttpDate(headers.date);
}

/**
 * How long the server asks to wait: from `retry-after` (seconds or a date) and, at a rate limit, from `ratelimit-reset`
 * (seconds until the window resets) and `x-ratelimit-reset` (Unix time in seconds); the longest of them counts. A moment
 * is compared with the server's own clock where the answer tells it, because the runner's may be off.
 *
 * @returns milliseconds, or nothing when the server does not say or says nonsense
 * @see https://datatracker.ietf.org/doc/html/rfc9110#field.retry-after
 */
export function retryAfter(answer: Head, now: Time): number | undefined {
  const { 'retry-after': after, ...others } = answer.headers;
  const serverNow = serverTime(answer) ?? now;
  const date = parseHttpDate(after);
  const waits = [seconds(after), date === undefined ? undefined : date - serverNow];
  // Every answer may tell when the rate limit resets. Only a 429 asks to wait for it.
  if (answer.status === 429) {
    const unixTime = seconds(others['x-ratelimit-reset']);
    waits.push(
      believable(seconds(others['ratelimit-reset'])),
      believable(unixTime === undefined ? undefined : unixTime - serverNow),
    );
  }
  const told = waits.filter((wait) => wait !== undefined);
  return told.length === 0 ? undefined : Math.max(0, ...told);
}

/** A header of digits that count seconds, in milliseconds. */
function seconds(header: string | string[] | undefined): number | undefined {
  return typeof header === 'string' && /^\d{1,12}$/.test(header) ? Number(header) * SECOND : undefined;
}

/** No window is longer than a day, nor was it reset so long ago: such a number counts something else. */
function believable(wait: number | undefined): number | undefined {
  return wait === undefined || Math.abs(wait) > DAY ? undefined : wait;
}

/**
 * Parses an HTTP date in each of its three forms, `Sun, 06 Nov 1994 08:49:37 GMT` first. `Date.parse` alone takes `1.5`
 * for one.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc9110#http.date
 */
export function parseHttpDate(text = ''): Time | undefined {
  const isDate =
    /^(?:[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4}|[A-Z][a-z]{5,8}, \d\d-[A-Z][a-z]{2}-\d\d) \d\d:\d\d:\d\d GMT$/.test(
      text,
    );
  const isAsctime = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}$/.test(text);
  const time = isDate ? Date.parse(text) : isAsctime ? Date.parse(`${text} GMT`) : NaN;
  return Number.isNaN(time) ? undefined : time;
}
