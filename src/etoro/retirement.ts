import type { IncomingHttpHeaders } from 'node:http';
import { parseHttpDate } from '../http/retry-after.ts';
import type { Time } from '../time/clock.ts';
import { SECOND } from '../time/duration.ts';

/** What an answer says about the end of its call: as of when it is deprecated, and when it may stop to work. */
export type Retirement = Readonly<Record<'deprecated' | 'sunset', Time | undefined>>;

/**
 * Reads `Deprecation`, a date such as `@1688169599` (RFC 9745), and `Sunset`, an HTTP date (RFC 8594).
 *
 * @returns nothing when the answer has neither; a moment that cannot be read is left out
 */
export function retirementOf({ deprecation, sunset }: IncomingHttpHeaders): Retirement | undefined {
  if (deprecation === undefined && sunset === undefined) return undefined;
  const [, seconds] = /^@(-?\d{1,11})(?:;.*)?$/.exec(String(deprecation)) ?? [];
  const deprecated = seconds === undefined ? undefined : Number(seconds) * SECOND;
  return { deprecated, sunset: parseHttpDate(String(sunset)) };
}
