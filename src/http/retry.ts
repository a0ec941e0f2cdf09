import type { HttpAnswer } from './send.ts';

/** The first pause between two tries, and the longest one that the action chooses itself, in milliseconds. */
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;

/** A number from 0 (inclusive) to 1 (exclusive). */
export type Random = () => number;

/**
 * Exponential backoff with full jitter: a time from 0 to a limit that doubles with each try.
 *
 * @param tries how many tries there were, from 1
 * @returns milliseconds
 */
export function backoff(tries: number, random: Random): number {
  return random() * Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (tries - 1));
}

/** What the server's clock says, in milliseconds since 1970, from the header `date`; its resolution is a second. */
export function serverTime({ headers }: Pick<HttpAnswer, 'headers'>): number | undefined {
  return parseTime(headers.date);
}

/**
 * How long the server asks to wait, from `retry-after` (seconds or a date) or else, at a rate limit, `x-ratelimit-reset`
 * (Unix time in seconds). Times are taken against the server's own clock where it tells it, for the runner's may be off.
 *
 * @returns milliseconds, or nothing when the server does not say or says nonsense
 */
export function retryAfter(
  answer: Pick<HttpAnswer, 'status' | 'headers'>,
  now: number,
): number | undefined {
  const { 'retry-after': after, 'x-ratelimit-reset': reset } = answer.headers;
  if (after !== undefined && /^\d{1,9}$/.test(after)) return Number(after) * 1000;
  // Every answer may tell when the rate limit is reset; only one of 429 asks to wait for it.
  const asksForReset =
    answer.status === 429 && typeof reset === 'string' && /^\d{1,12}$/.test(reset);
  const until = parseTime(after) ?? (asksForReset ? Number(reset) * 1000 : undefined);
  return until === undefined ? undefined : Math.max(0, until - (serverTime(answer) ?? now));
}

/** Parses an HTTP date, such as `Mon, 23 Nov 2026 20:47:00 GMT`. `Date.parse` alone would take `1.5` for one. */
function parseTime(text = ''): number | undefined {
  const time = /^[A-Z][a-z]{2,8},? .*\d/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? undefined : time;
}
