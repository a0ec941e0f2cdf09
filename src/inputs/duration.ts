import { DAY, formatDuration, HOUR, MINUTE, SECOND } from '../time/duration.ts';
import { quote } from '../text/shown-text.ts';
import type { Parsed } from './parsed.ts';

/** The longest that a job can run, on a self-hosted runner. */
const LONGEST_JOB = 5 * DAY;

/**
 * Parses a duration with units, largest first (`90s`, `15m`, `1h30m`, `2d`), into milliseconds.
 *
 * @param least the shortest that is accepted, in milliseconds; the longest is five days
 */
export function parseDuration(text: string, least: number): Parsed<number> {
  const match = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/i.exec(text);
  if (!match || text === '') {
    const hint = /^\d{1,9}$/.test(text) ? ` It has no unit: ${text}s, ${text}m or ${text}h?` : '';
    return { problem: `${quote(text)} is not a duration.${hint} Write it with units, such as 90s, 15m, 1h30m or 2d.` };
  }
  const sizes = [DAY, HOUR, MINUTE, SECOND];
  const counts = match.slice(1).map((digits: string | undefined) => Number(digits ?? 0));
  const value = counts.reduce((sum, count, index) => sum + count * (sizes[index] ?? 0), 0);
  if (value < least || value > LONGEST_JOB) {
    const side = value < least ? 'short' : 'long';
    return {
      problem: `${quote(text)} is too ${side}. Write ${formatDuration(least)} to ${formatDuration(LONGEST_JOB)}.`,
    };
  }
  return { value };
}
