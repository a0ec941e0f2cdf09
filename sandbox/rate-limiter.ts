/** What a call may do, and what the answer's headers say about it. */
export interface Quota {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** When the next place gets free, in milliseconds since 1970. */
  readonly freeAt: number;
}

/**
 * Counts calls by key in a rolling window. A call that is turned away does not count.
 *
 * @param limit how many calls a window takes
 * @param windowMs the window's length in milliseconds
 * @param now milliseconds since 1970
 */
export function rateLimiter(
  limit: number,
  windowMs: number,
  now: () => number,
): (key: string) => Quota {
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
    };
  };
}
