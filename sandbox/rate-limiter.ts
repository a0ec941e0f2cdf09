/** Whether a call is allowed, and what the answer's headers say about it. */
interface Quota {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** When the next place is free, in milliseconds since 1970. */
  readonly freeAt: number;
  readonly windowMs: number;
}

/** The families of headers that an answer has. The two count the reset differently. */
export type RateLimitHeaders = 'ratelimit' | 'x-ratelimit' | 'both' | 'none';

/**
 * Counts calls by key in a rolling window. A call that is refused does not count.
 *
 * @param limit how many calls a window allows
 * @param windowMs the window's length in milliseconds
 * @param now milliseconds since 1970
 */
export function rateLimiter(limit: number, windowMs: number, now: () => number): (key: string) => Quota {
  const callsOf = new Map<string, number[]>();
  return (key) => {
    const time = now();
    const calls = (callsOf.get(key) ?? []).filter((call) => call > time - windowMs);
    const allowed = calls.length < limit;
    if (allowed) calls.push(time);
    callsOf.set(key, calls);
    return {
      allowed,
      limit,
      remaining: limit - calls.length,
      freeAt: (calls[0] ?? time) + windowMs,
      windowMs,
    };
  };
}

/** @param now milliseconds since 1970 */
export function rateLimitHeaders(
  { limit, remaining, freeAt, windowMs }: Quota,
  families: RateLimitHeaders,
  now: number,
): Record<string, string> {
  const seconds = (milliseconds: number) => String(Math.ceil(milliseconds / 1000));
  return {
    ...(['ratelimit', 'both'].includes(families) && {
      'ratelimit-limit': String(limit),
      'ratelimit-remaining': String(remaining),
      'ratelimit-reset': seconds(freeAt - now),
      'ratelimit-policy': `${limit};w=${seconds(windowMs)}`,
    }),
    ...(['x-ratelimit', 'both'].includes(families) && {
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(remaining),
      'x-ratelimit-reset': seconds(freeAt),
    }),
  };
}
